"""The application, for the server and for `flask --app wsgi`."""

import sys

from forum import create_app
from forum.config import BadSetting

try:
    app = create_app()
except BadSetting as error:
    sys.exit(f"The forum cannot start. {error}")
