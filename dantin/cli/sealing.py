"""Content sealed with a key, so that only who knows the key can read or forge it. Half of what was sealed is nothing at all."""

import os
import zlib
from hashlib import blake2b, shake_256
from hmac import compare_digest

_NONCE, _SEAL = 16, 32


def seal(key: bytes, content: bytes) -> bytes:
    """Content as it may lie where anybody can read it."""
    nonce = os.urandom(_NONCE)
    hidden = _hidden(key, nonce, zlib.compress(content))
    return nonce + _sealed(key, nonce, hidden) + hidden


def is_sealed(key: bytes, sealed: bytes) -> bool:
    """Whether something is whole and was sealed with a key."""
    nonce, seal, hidden = sealed[:_NONCE], sealed[_NONCE : _NONCE + _SEAL], sealed[_NONCE + _SEAL :]
    return compare_digest(seal, _sealed(key, nonce, hidden))


def unseal(key: bytes, sealed: bytes) -> bytes | None:
    """The content again; None where it is not whole, or was not sealed with this key."""
    # Nothing is unpacked but what was sealed here.
    return zlib.decompress(_hidden(key, sealed[:_NONCE], sealed[_NONCE + _SEAL :])) if is_sealed(key, sealed) else None


def name_of(key: bytes) -> str:
    """What is called after a key, from which the key cannot be told."""
    return blake2b(key, digest_size=32, person=b"name").hexdigest()


def _hidden(key: bytes, nonce: bytes, content: bytes) -> bytes:
    """Content made unreadable, or readable again."""
    stream = shake_256(b"hide" + key + nonce).digest(len(content))
    return (int.from_bytes(content, "big") ^ int.from_bytes(stream, "big")).to_bytes(len(content), "big")


def _sealed(key: bytes, nonce: bytes, hidden: bytes) -> bytes:
    return blake2b(nonce + hidden, key=key, digest_size=_SEAL, person=b"seal").digest()
