"""Puts the parts together: the sealing of a service by the settings."""

from shared.plumbing.keys import region_key
from shared.plumbing.sealing.data_keys import DataKeys
from shared.plumbing.sealing.erasure_list import ErasureList
from shared.plumbing.sealing.key_store import KeyStore
from shared.plumbing.sealing.ring import Ring
from shared.plumbing.sealing.sealing import Sealing
from shared.plumbing.settings import Settings
from shared.plumbing.store.database import ServiceDatabase


def open_key_store(settings: Settings) -> KeyStore:
    """The installation's key store. ValueError where the settings name none."""
    return KeyStore(settings.database_of_keys, Ring(settings.keys), ErasureList(settings.keys))


def open_sealing(settings: Settings, database: ServiceDatabase) -> Sealing:
    """What seals and opens the facts of the service whose database it is."""
    return Sealing(DataKeys(open_key_store(settings), database), region_key(settings.keys))
