"""The application, for servers other than `serve.py` and for `flask --app wsgi`."""

import sys

import click

from forum import create_app
from forum.config import BadSetting
from forum.threads.assessing import read_rules_aside

try:
    app = create_app()
except BadSetting as error:
    sys.exit(f"The forum cannot start. {error}")

if click.get_current_context(silent=True) is None:  # commands that need the rules read them
    read_rules_aside()
