from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe

from negostrategy.kernel import clock
from negostrategy.kernel.transaction import transaction
from negostrategy.strategy.queries.playbooks import playbook_text
from negostrategy.strategy.service.document import publish_strategy, start_draft
from negostrategy.strategy.service.playbooks import install_starter, start_playbook_draft
from negostrategy.strategy.service.publication import publish_playbook
from tests.browser.conftest import DESK, PHONE
from tests.cast import Cast


def test_shots(cast: Cast, window: Callable) -> None:
    with transaction(cast.organization_id):
        draft = start_draft(cast.greta.actor)
        publish_strategy(cast.greta.actor, draft, clock.today())
        book = install_starter(cast.greta.actor, "supplier_price_renewal")
        publish_playbook(cast.greta.actor, book, clock.today())
        book_id = playbook_text(book).playbook_id
    with transaction(cast.organization_id):
        time = install_starter(cast.greta.actor, "timetable_change")
        second = start_draft(cast.greta.actor)
        third = start_playbook_draft(cast.greta.actor, book_id)
        rules = playbook_text(third).rules
        keys = [rules[0].key, rules[1].key]
    shots = {
        "strategy": (cast.noor, "/strategy"),
        "strategy_lead": (cast.greta, "/strategy"),
        "strategy_versions": (cast.greta, "/strategy/versions"),
        "strategy_edit": (cast.greta, f"/strategy/drafts/{second}"),
        "list": (cast.greta, "/playbooks"),
        "list_noor": (cast.noor, "/playbooks"),
        "read": (cast.noor, f"/playbooks/{book_id}"),
        "edit": (cast.greta, f"/playbooks/versions/{third}/edit"),
        "edit_time": (cast.greta, f"/playbooks/versions/{time}/edit"),
        "rule": (cast.greta, f"/playbooks/versions/{third}/rules/{keys[0]}"),
        "rule_new": (cast.greta, f"/playbooks/versions/{third}/rules/new"),
        "publish": (cast.greta, f"/playbooks/versions/{time}/publication"),
    }
    views = [("strategy", (1440, 1300), "light", 0), ("edit", (1440, 1500), "light", 500), ("strategy_edit", (1440, 1200), "light", -1),
      ("read", (1440, 1500), "light", 0), ("rule", (1440, 1500), "light", 0), ("rule_new", (1440, 1300), "dark", 0), ("read", (390, 1700), "dark", 0), ("edit", (390, 1900), "dark", 1100), ("rule", (390, 1900), "light", 500),
      ("strategy", (390, 1500), "dark", 0), ("list", (390, 1500), "light", 0), ("publish", (1440, 900), "light", 0), ("strategy", (1440, 900), "dark", 700), ("strategy_versions", (1440, 700), "light", 0)]
    for name, size, scheme, top in views:
        person, path = shots[name]
        page = window(person, size, scheme).go(path)
        if name == "edit":
            page.locator(".table--vars details summary").nth(1).click()
        page.evaluate(f"window.scrollTo(0, {top} < 0 ? document.body.scrollHeight : {top})")
        page.screenshot(path=f"/tmp/shots/v-{name}-{size[0]}-{scheme}.png")
