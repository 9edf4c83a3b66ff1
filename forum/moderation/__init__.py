"""Flags, the worklist, decisions, the log."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Serve the moderators' pages, and give templates the acts to offer and the count to show."""
    from werkzeug.local import LocalProxy

    from . import (  # `bulk`, `canned`, `flagging`, `lists` and `reopening` add to the routes
        actions,
        acts,
        bulk,
        canned,
        flagging,  # noqa: F401
        lists,  # noqa: F401
        presses,
        reopening,  # noqa: F401
        routes,
        wording,
    )
    from .flagged import as_flagged
    from .people import refusal
    from .people.actions import state_of
    from .people.acts import on_member
    from .worklist import waiting_count

    app.register_blueprint(routes.blueprint)
    refusal.init_app(app)
    app.jinja_env.globals.update(
        acts_on_thread=acts.on_thread,
        acts_on_post=acts.on_post,
        advice_state=actions.advice_state,
        acts_on_member=on_member,
        banner_state=actions.banner_state,
        member_state=state_of,
        canned_reasons=canned.canned,
        bulk_done=bulk.told,
        act_done=wording.done,
        as_flagged=as_flagged,
        undo_offer=presses.undo_offer,
        worklist_count=LocalProxy(waiting_count),
    )
