"""An independent reader of the Kanuka format: PyNaCl and cryptography, nothing of this project.

Reads a JSON array of {"store": folder, "key": private key file, "passphrase"?: text} from standard
input and writes a JSON array of answers: {"member": name or null, "files": {path: answer}}, where
an answer is {"sha256", "bytes"} of the plaintext, or {"error"}. Never a plaintext.
"""

import functools
import hashlib
import json
import sys
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import (
    load_pem_private_key,
    load_pem_public_key,
    load_ssh_private_key,
)
from nacl.exceptions import CryptoError
from nacl.secret import SecretBox


@functools.cache
def read_private_key(path, passphrase):
    data = Path(path).read_bytes()
    secret = None if passphrase is None else passphrase.encode()
    load = load_ssh_private_key if b"OPENSSH PRIVATE KEY" in data else load_pem_private_key
    key = load(data, secret)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise ValueError("not an RSA key")
    return key


def members_with(key, kanuka):
    """Yields the names of the .pub files that hold the public half of this key."""
    wanted = key.public_key().public_numbers()
    for path in sorted((kanuka / "public_keys").glob("*.pub")):
        try:
            public = load_pem_public_key(path.read_bytes())
        except ValueError:
            continue
        if isinstance(public, rsa.RSAPublicKey) and public.public_numbers() == wanted:
            yield path.stem


def symmetric_key(key, kanuka):
    """Answers the member's name, and its 32 bytes or None where it has no usable wrapped key."""
    member = None
    for member in members_with(key, kanuka):
        wrapped = kanuka / "secrets" / f"{member}.kanuka"
        if not wrapped.is_file():
            continue
        try:
            opened = key.decrypt(wrapped.read_bytes(), padding.PKCS1v15())
        except ValueError:
            continue
        if len(opened) == SecretBox.KEY_SIZE:
            return member, opened
    return member, None


def secret_files(root):
    """Walks one store: not into .git, not into .kanuka, not into a store within."""

    def walk(folder):
        for path in sorted(folder.iterdir()):
            if path.is_symlink() or path.name in (".git", ".kanuka"):
                continue
            if path.is_dir():
                if not (path / ".kanuka").is_dir():
                    yield from walk(path)
            elif ".env" in path.name and path.name.endswith(".kanuka"):
                yield path

    yield from walk(root)


def open_file(path, key):
    if key is None:
        return {"error": "no symmetric key"}
    data = path.read_bytes()
    if len(data) < SecretBox.NONCE_SIZE + SecretBox.MACBYTES:
        return {"error": "too short"}
    try:
        plain = SecretBox(key).decrypt(data)
    except CryptoError:
        return {"error": "does not open"}
    return {"sha256": hashlib.sha256(plain).hexdigest(), "bytes": len(plain)}


def read_store(order):
    root = Path(order["store"])
    private = read_private_key(order["key"], order.get("passphrase"))
    member, key = symmetric_key(private, root / ".kanuka")
    files = {
        path.relative_to(root).as_posix(): open_file(path, key) for path in secret_files(root)
    }
    return {"member": member, "files": files}


json.dump([read_store(order) for order in json.load(sys.stdin)], sys.stdout)
