"""Archives as Python's tarfile and the machine's zlib read and write them, nothing of this project.

`peer.py read FILE` prints the entries as JSON. `peer.py write FILE FORMAT` packs the entries that are
given as JSON on standard input, in one of tarfile's formats. `peer.py gzip FILE` packs the tar data in
FILE again as our archives are packed, and prints the SHA-256 of the compressed data.
"""

import base64
import gzip
import hashlib
import io
import json
import sys
import tarfile
import zlib

FORMATS = {"pax": tarfile.PAX_FORMAT, "gnu": tarfile.GNU_FORMAT, "ustar": tarfile.USTAR_FORMAT}


def read(path):
    entries = []
    with tarfile.open(path, "r:gz") as archive:
        for member in archive:
            content = archive.extractfile(member).read()
            entries.append(
                {
                    "path": member.name,
                    "content": base64.b64encode(content).decode(),
                    "kind": "file" if member.isreg() else "other",
                    "mode": member.mode,
                    "owner": [member.uid, member.gid, member.uname, member.gname],
                    "modified": int(member.mtime),
                }
            )
    print(json.dumps(entries))


def write(path, form):
    with tarfile.open(path, "w:gz", format=FORMATS[form]) as archive:
        for entry in json.load(sys.stdin):
            content = base64.b64decode(entry["content"])
            member = tarfile.TarInfo(entry["path"])
            member.size = len(content)
            # With a fraction, as `os.stat` gives it: an extended header in the form `pax`.
            member.mtime = entry["modified"] + (0.25 if form == "pax" else 0)
            archive.addfile(member, io.BytesIO(content))


def repack(path):
    with gzip.open(path, "rb") as file:
        tar = file.read()
    engine = zlib.compressobj(6, zlib.DEFLATED, -15, 8, zlib.Z_RLE)
    print(hashlib.sha256(engine.compress(tar) + engine.flush()).hexdigest())


{"read": read, "write": write, "gzip": repack}[sys.argv[1]](*sys.argv[2:])
