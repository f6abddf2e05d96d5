"""Who a key or a token lets in, and as whom."""

from datetime import UTC, datetime, timedelta

from negostrategy.accounts.queries.acting import actor_signed_in, actor_with_token
from negostrategy.accounts.secrets import digest_of
from negostrategy.accounts.service.signing_in import begin_sign_in, sign_out
from negostrategy.accounts.service.tokens import issue_token, revoke_tokens
from negostrategy.kernel import clock
from negostrategy.kernel.grants import Grant
from negostrategy.kernel.transaction import transaction
from tests.cast import Cast


def test_a_key_brings_back_the_person_with_all_teams_below_theirs(cast: Cast) -> None:
    with transaction(cast.organization_id):
        key = begin_sign_in(cast.ines.id, "a browser")

    with transaction(cast.organization_id):
        assert actor_signed_in(digest_of(key)) == cast.ines.actor


def test_a_key_is_worthless_after_signing_out(cast: Cast) -> None:
    with transaction(cast.organization_id):
        key = begin_sign_in(cast.noor.id, "a browser")

    with transaction(cast.organization_id):
        sign_out(cast.noor.actor, key)

    with transaction(cast.organization_id):
        assert actor_signed_in(digest_of(key)) is None


def test_a_key_opens_nothing_next_door(cast: Cast, next_door: Cast) -> None:
    with transaction(cast.organization_id):
        key = begin_sign_in(cast.noor.id, "a browser")

    with transaction(next_door.organization_id):
        assert actor_signed_in(digest_of(key)) is None


def test_a_key_is_over_after_two_weeks(cast: Cast) -> None:
    with transaction(cast.organization_id):
        key = begin_sign_in(cast.noor.id, "a browser")

    with clock.standing_still(datetime.now(UTC) + timedelta(days=15)), transaction(cast.organization_id):
        assert actor_signed_in(digest_of(key)) is None


def test_a_token_may_do_what_its_person_may_within_its_scopes(cast: Cast) -> None:
    with transaction(cast.organization_id):
        token = issue_token(cast.noor.actor, "nightly", [Grant.NEGOTIATION_READ], days=30)

    with transaction(cast.organization_id):
        actor = actor_with_token(digest_of(token))

        assert actor is not None
        assert actor.grants == {Grant.NEGOTIATION_READ}


def test_a_revoked_token_opens_nothing(cast: Cast) -> None:
    with transaction(cast.organization_id):
        tokens = [
            issue_token(cast.noor.actor, name, [Grant.NEGOTIATION_READ], days=30) for name in ("nightly", "other")
        ]
        revoke_tokens(cast.noor.actor, "nightly")

    with transaction(cast.organization_id):
        assert [actor_with_token(digest_of(token)) is None for token in tokens] == [True, False]
