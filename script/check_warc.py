"""Compares what dechaff reads of web archives with what warcio and fastwarc read.

Both libraries write the pages of fixtures/ as archives, sent in the ways in which servers send
pages; some archives are then spoiled as archives are. Whatever a library reads of an archive,
dechaff must read too, record for record: identifier, address, date, status, and the page.

    python check_warc.py PROGRAM
"""

import gzip
import io
import json
import re
import subprocess
import sys
import tempfile
import uuid
import zlib
from pathlib import Path

import brotli
from fastwarc.stream_io import GzipWriter, ZstdWriter
from fastwarc.warc import ArchiveIterator as FastIterator
from fastwarc.warc import WarcRecord, WarcRecordType
from warcio.archiveiterator import ArchiveIterator as WarcioIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

ROOT = Path(__file__).resolve().parent.parent
DATE = "2024-05-06T07:08:09Z"
# All lines of a page are kept, so that none of what was read is out of sight.
LABELS = (
    "byline,date,caption,tags,navigation,ticker,sharing,related,comments,newsletter,consent,"
    "advert,legal,duplicate,other"
)


def chunked(body, size=997):
    """A body as servers send it whose length they do not know yet."""
    chunks = [body[at : at + size] for at in range(0, len(body), size)]
    parts = [b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks]
    return b"".join(parts) + b"0\r\n\r\n"


def recoded(page, charset):
    """A page in another encoding, which its own head says nothing of."""
    text = re.sub(r'<meta charset="[^"]*">', "", page.decode())
    return text.encode(charset, "xmlcharrefreplace")


def raw_deflate(body):
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


HTML = ("Content-Type", "text/html; charset=utf-8")
# How a server sends a page: a name, the status line, headers, and the body made of the page.
SENT = [
    ("plain", "200 OK", [HTML], lambda page: page),
    ("chunked", "200 OK", [HTML, ("Transfer-Encoding", "chunked")], chunked),
    ("gzip", "200 OK", [HTML, ("Content-Encoding", "gzip")], gzip.compress),
    ("deflate", "200 OK", [HTML, ("Content-Encoding", "deflate")], zlib.compress),
    ("raw deflate", "200 OK", [HTML, ("Content-Encoding", "deflate")], raw_deflate),
    ("brotli", "200 OK", [HTML, ("Content-Encoding", "br")], brotli.compress),
    (
        "gzip in chunks",
        "200 OK",
        [HTML, ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")],
        lambda page: chunked(gzip.compress(page)),
    ),
    (
        "chunked by its head alone",
        "200 OK",
        [HTML, ("Transfer-Encoding", "chunked")],
        lambda page: page,
    ),
    ("gzip by its head alone", "200 OK", [HTML, ("Content-Encoding", "gzip")], lambda page: page),
    (
        "charset of the head",
        "200 OK",
        [("content-type", 'TEXT/HTML; Charset="windows-1252"')],
        lambda page: recoded(page, "cp1252"),
    ),
    (
        "Cyrillic charset",
        "200 OK",
        [("Content-Type", "text/html;charset=windows-1251")],
        lambda page: recoded(page, "cp1251"),
    ),
    ("XHTML", "200 OK", [("Content-Type", "application/xhtml+xml")], lambda page: page),
    ("no reason", "200", [HTML], lambda page: page),
    ("not found", "404 Not Found", [HTML], lambda page: page),
    ("empty", "200 OK", [HTML], lambda page: b""),
    ("no page", "200 OK", [("Content-Type", "image/png")], lambda page: b"\x89PNG\r\n" + page),
    ("two cookies", "200 OK", [("Set-Cookie", "a=1"), HTML, ("Set-Cookie", "b=2")], lambda p: p),
]


def responses():
    """Every page of fixtures/, each sent in several of the ways."""
    pages = sorted((ROOT / "fixtures").glob("*/page.html"))
    for at, path in enumerate(pages):
        page = path.read_bytes()
        for step in range(4):
            name, status, headers, body = SENT[(at * 5 + step * 7) % len(SENT)]
            urn = uuid.uuid5(uuid.NAMESPACE_URL, f"{path.parent.name} {step}")
            url = f"https://example.org/{path.parent.name}?{name.replace(' ', '+')}&{step}"
            yield f"<urn:uuid:{urn}>", url, status, headers, body(page)


def by_warcio(packed, version):
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed, warc_version=version)
    writer.write_record(writer.create_warcinfo_record("pages.warc", {"software": "warcio"}))
    for urn, url, status, headers, body in responses():
        dated = {"WARC-Date": DATE, "WARC-Record-ID": urn}
        request = StatusAndHeaders(
            "GET / HTTP/1.1", [("Host", "example.org")], is_http_request=True
        )
        response = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(body),
                http_headers=response,
                warc_headers_dict=dict(dated),
            )
        )
        writer.write_record(writer.create_warc_record(url, "request", http_headers=request))
    return out.getvalue()


def by_fastwarc(wrap):
    out = io.BytesIO()
    for urn, url, status, headers, body in responses():
        record = WarcRecord()
        record.init_headers(record_type=WarcRecordType.response)
        record.headers["WARC-Record-ID"] = urn
        record.headers["WARC-Target-URI"] = url
        record.headers["WARC-Date"] = DATE
        record.headers["Content-Type"] = "application/http; msgtype=response"
        head = "".join(f"{name}: {value}\r\n" for name, value in headers)
        record.set_bytes_content(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)
        packed = wrap(out)
        record.write(packed, checksum_data=True)
        if packed is not out:
            packed.close()
    return out.getvalue()


def heads(archive, change):
    """An archive with the heads of its records changed."""
    head = re.compile(rb"WARC/1\.[01]\r\n(?:[^\r\n]+\r\n)+\r\n")
    return head.sub(lambda found: change(found.group()), archive)


def archives():
    """Archives as they are written, and as they are found."""
    plain = by_warcio(False, "1.0")
    yield "warcio.warc", plain
    yield "warcio-1.1.warc", by_warcio(False, "1.1")
    yield "warcio.warc.gz", by_warcio(True, "1.0")
    fast = by_fastwarc(lambda out: out)
    yield "fastwarc.warc", fast
    yield "fastwarc.warc.gz", by_fastwarc(lambda out: GzipWriter(out))
    yield "fastwarc.warc.zst", by_fastwarc(lambda out: ZstdWriter(out))
    yield "one-member.warc.gz", gzip.compress(plain)
    apart = plain.replace(b"\r\n\r\nWARC/1.0\r\n", b"\r\n\r\n\r\n\r\nWARC/1.0\r\n")
    yield "blank-lines.warc", apart
    yield "lower-case.warc", heads(plain, lower)
    yield "bare-lines.warc", heads(fast, lambda head: head.replace(b"\r\n", b"\n"))
    yield "angles.warc", heads(plain, lambda head: re.sub(rb"(URI: )([^\r]+)", rb"\1<\2>", head))


def lower(head):
    """The head of a record with the names of its fields in lower case."""
    return re.sub(rb"\n[^:]+:", lambda name: name.group().lower(), head)


def read_by_warcio(path):
    with open(path, "rb") as stream:
        for record in WarcioIterator(stream):
            if record.rec_type == "response":
                http = record.http_headers
                kind = http.get_header("Content-Type") or ""
                try:
                    body = record.content_stream().read()
                except Exception:
                    body = None
                get = record.rec_headers.get_header
                yield (
                    get("WARC-Record-ID"),
                    get("WARC-Target-URI"),
                    get("WARC-Date"),
                    int(http.get_statuscode()),
                    kind,
                    body,
                )


def read_by_fastwarc(path):
    for record in FastIterator(str(path), parse_http=False, quirks_mode=True):
        if record.record_type == WarcRecordType.response:
            block = record.reader.read()
            http = parsed(block, "none").http_headers
            # Decoded apart: a body that cannot be would end the archive.
            try:
                body = parsed(block, "all").reader.read()
            except OSError:
                body = None
            yield (
                record.headers["WARC-Record-ID"],
                record.headers["WARC-Target-URI"],
                record.headers["WARC-Date"],
                http.status_code,
                http.get("Content-Type", ""),
                body,
            )


def parsed(block, decode):
    """A response whose head is read, as a record of its own."""
    head = "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    length = f"Content-Length: {len(block)}\r\n\r\n"
    record = WarcRecord.from_bytes((head + length).encode() + block + b"\r\n\r\n")
    record.parse_http(auto_decode=decode, quirks_mode=True)
    return record


def dechaff(program, folder, path, *options):
    command = [program, "clean", path, "--keep", LABELS, "--to", "jsonl", "--progress", "never"]
    done = subprocess.run([*command, *options], cwd=folder, capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"dechaff failed on {path}: {done.stderr.decode()}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def wanted(program, folder, records):
    """What dechaff should write of records that a library read: each page goes in by itself. A
    page whose body the library could not decode has its head alone."""
    pages = []
    for urn, url, date, status, kind, body in records:
        if not re.match(r"text/html|application/xhtml", kind, re.IGNORECASE):
            continue
        page = {"url": url.strip("<>"), "date": date, "status": status, "id": urn}
        charset = re.search(r"charset=\"?([^\";]+)", kind, re.IGNORECASE)
        encoding = charset.group(1) if charset else "utf-8"
        page["html"] = "" if body is None else body.decode(encoding, "replace")
        page["undecoded"] = body is None
        pages.append(page)
    lines = "".join(json.dumps(page) + "\n" for page in pages)
    (folder / "pages.jsonl").write_text(lines)
    return dechaff(program, folder, "pages.jsonl", "--field", "html")


HEAD = ("id", "url", "date", "status")
PAGE = ("title", "text")


def compare(name, library, found, should, compared):
    """Says where two readings differ, and how often they do. What was sent in a way whose page is
    compared is added to `compared`."""
    faults = 0
    for record, other in zip(found, should):
        sent = re.search(r"\?([^&]*)&", other["url"]).group(1).replace("+", " ")
        keys = HEAD if other["undecoded"] else HEAD + PAGE
        if not other["undecoded"]:
            compared.add(sent)
        for key in keys:
            if record.get(key) != other.get(key):
                faults += 1
                print(f"{name}: {other['url']}: {key} differs from {library}'s", file=sys.stderr)
                print(f"  {record.get(key)!r:.300}\n  {other.get(key)!r:.300}", file=sys.stderr)
                break
    if len(found) != len(should):
        faults += 1
        print(f"{name}: {len(found)} pages; {library} has {len(should)}", file=sys.stderr)
    return faults


def records_of(read, path):
    """The records that a library reads of an archive, and what it says if it cannot."""
    try:
        records = list(read(path))
    except Exception as error:  # Each library has errors of its own.
        return [], f"cannot read it ({type(error).__name__})"
    if not records:
        return [], "finds no responses"
    undecoded = sum(record[-1] is None for record in records)
    return records, f"{len(records)} responses, {undecoded} that it cannot decode"


def main(program):
    program = str(Path(program).resolve())
    faults = 0
    compared = set()
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for name, archive in archives():
            path = folder / name
            path.write_bytes(archive)
            found = dechaff(program, folder, name)
            told = []
            is_read = False
            for library, read in [("warcio", read_by_warcio), ("fastwarc", read_by_fastwarc)]:
                records, says = records_of(read, path)
                told.append(f"{library}: {says}")
                if records:
                    is_read = True
                    faults += compare(
                        name, library, found, wanted(program, folder, records), compared
                    )
            print(f"{name}: dechaff: {len(found)} pages; {'; '.join(told)}")
            if not is_read:
                faults += 1
                print(f"{name}: no library reads it, so it shows nothing", file=sys.stderr)
    for sent in {name for name, *_ in SENT} - compared - {"no page"}:
        faults += 1
        print(f"no library reads pages sent so: {sent}", file=sys.stderr)
    if faults:
        sys.exit(f"{faults} differences from what the libraries read")


if __name__ == "__main__":
    main(sys.argv[1])
