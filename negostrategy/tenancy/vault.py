"""Sealing small secrets with the organization's own key, which itself is wrapped by the installation's key.

AES-256-GCM from the cryptography package, a fresh nonce for every sealing. What a secret is about goes in as associated
data: a sealed value copied to another row, or to another organization, cannot be opened there.
"""

import os
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import current_app
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from negostrategy.kernel.db import session
from negostrategy.kernel.faults import Unavailable
from negostrategy.kernel.ids import new_id
from negostrategy.kernel.transaction import organization_in_force
from negostrategy.tenancy.models import OrganizationKey

SEALING_KEY = "NEGOSTRATEGY_SEALING_KEY"
NONCE_BYTES = 12
KEY_BITS = 256


class CannotOpen(Unavailable):
    """This cannot be opened: the sealing key of this installation is not the one it was sealed with."""

    code = "cannot_open"


def seal(plain: str, about: str) -> bytes:
    """Return a secret, sealed. about: what it belongs to; needed again to open it."""
    return _sealed(_own_key(), plain.encode(), about)


def unseal(sealed: bytes, about: str) -> str:
    """Return a secret that was sealed for the same thing in this organization.

    Errors: CannotOpen when it was altered, belongs to something else, or the installation's key is another one.
    """
    return _opened(_own_key(), sealed, about).decode()


def open_own_key() -> None:
    """Return when this installation's key opens that of the organization, or the organization has sealed nothing.

    Errors: CannotOpen.
    """
    wrapped = session.scalar(select(OrganizationKey.wrapped))
    if wrapped is not None:
        _opened(_master_key(), wrapped, _about_key())


def _own_key() -> bytes:
    wrapped = session.scalar(select(OrganizationKey.wrapped))
    if wrapped is None:
        made = AESGCM.generate_key(KEY_BITS)
        # Two first secrets at once: the second waits, adds nothing, and uses the key of the first.
        session.execute(
            insert(OrganizationKey)
            .values(id=new_id(), wrapped=_sealed(_master_key(), made, _about_key()))
            .on_conflict_do_nothing(index_elements=["organization_id"])
        )
        wrapped = session.execute(select(OrganizationKey.wrapped)).scalar_one()
    return _opened(_master_key(), wrapped, _about_key())


def _master_key() -> bytes:
    return sha256(current_app.config[SEALING_KEY]).digest()


def _about_key() -> str:
    return "the key of this organization"


def _sealed(key: bytes, plain: bytes, about: str) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, _bound(about))


def _opened(key: bytes, sealed: bytes, about: str) -> bytes:
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _bound(about))
    except InvalidTag as refusal:
        raise CannotOpen from refusal


def _bound(about: str) -> bytes:
    return f"{organization_in_force()}/{about}".encode()
