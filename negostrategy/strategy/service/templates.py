"""Making templates of playbooks, and playbooks of templates."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from negostrategy.audit import service as trail
from negostrategy.edge.payloads import load
from negostrategy.edge.speaking import reading_a_file
from negostrategy.kernel.actor import Actor
from negostrategy.kernel.db import session
from negostrategy.kernel.faults import BadInput, NotFound
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.names import name_key
from negostrategy.strategy.models import PlaybookTemplate
from negostrategy.strategy.queries.playbooks import PlaybookText, playbook_text
from negostrategy.strategy.schemas import PlaybookSchema, RuleSchema, VariableSchema
from negostrategy.strategy.service.playbooks import SCOPE, edit_playbook, new_playbook

MOST_TEMPLATES = 100


def save_template(actor: Actor, version_id: UUID, name: str, description: str = "") -> UUID:
    """Return the id of a template that says what a version of a playbook says, sealed limits left out.

    Errors: NotFound; BadInput when another template has this name, or there are too many.
    """
    text = playbook_text(version_id)
    if text is None:
        raise NotFound
    taken = {name_key(taken) for taken in session.scalars(select(PlaybookTemplate.name))}
    if name_key(name) in taken:
        raise BadInput({"/template_name": ["There is a template of this name already."]})
    if len(taken) >= MOST_TEMPLATES:
        raise BadInput({"/template_name": [f"{MOST_TEMPLATES} templates are enough. Remove one that nobody uses."]})
    template = PlaybookTemplate(
        id=new_id(), name=name, description=description, content=_content(text), made_by_id=actor.user_id
    )
    session.add(template)
    session.flush()
    trail.record(actor, "template.saved", "playbook_template", template.id, playbook_id=str(text.playbook_id))
    return template.id


def start_from_template(actor: Actor, template_id: UUID, name: str) -> UUID:
    """Return the id of the first draft of a new playbook that says what a template says.

    Errors: NotFound; BadInput when another playbook has this name.
    """
    template = _template(template_id)
    version_id = new_playbook(actor, name)
    with reading_a_file():
        content = load(PlaybookSchema(), template.content)
    edit_playbook(actor, version_id, 1, content)
    return version_id


def remove_template(actor: Actor, template_id: UUID) -> None:
    """Take a template away. Playbooks made from it stay as they are.

    Errors: NotFound.
    """
    session.delete(_template(template_id))
    session.flush()
    trail.record(actor, "template.removed", "playbook_template", template_id)


def _template(template_id: UUID) -> PlaybookTemplate:
    template = session.scalars(select(PlaybookTemplate).where(PlaybookTemplate.id == template_id)).one_or_none()
    if template is None:
        raise NotFound
    return template


def _content(text: PlaybookText) -> dict[str, Any]:
    return {
        **{name: _plain(getattr(text, name)) for name in SCOPE},
        "questions": text.questions,
        "variables": [{name: _plain(getattr(one, name)) for name in VariableSchema().fields} for one in text.variables],
        "rules": [{name: getattr(one, name) for name in RuleSchema().fields} for one in text.rules],
    }


def _plain(value: Any) -> Any:
    return f"{value:f}" if isinstance(value, Decimal) else value
