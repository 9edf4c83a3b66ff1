"""The application, for the server and for `flask --app wsgi`."""

import sys
from threading import Thread

from forum import create_app, triage
from forum.config import BadSetting

try:
    app = create_app()
except BadSetting as error:
    sys.exit(f"The forum cannot start. {error}")

# The rules take about a second to load. The first pages need none, so they need not wait for it.
Thread(target=triage.rules_version, name="triage rules", daemon=True).start()
