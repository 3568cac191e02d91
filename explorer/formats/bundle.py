# TEMPORARY uncommitted stand-in by LEAD until the FORMATS engineer lands: overwrite or delete freely.
from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from explorer.errors import *
from explorer.errors import CorruptFileError, MissingFileError, NoValueError
from explorer.formats.dtypes import data_type, numpy_dtype
from explorer.formats.object_graph import fields, varint
from explorer.formats.reader import CHUNK_BYTES, Chunk, DataFile
from explorer.formats.table import MAGIC
from explorer.formats.tensor_table import TensorSlice, TensorTable
from explorer.storage.files import FileSource, read_small_file
from explorer.task import QUIET


def block(b, off, size):
    if b[off + size]:
        raise CorruptFileError("snappy")
    import google_crc32c

    c = google_crc32c.value(b[off : off + size + 1])
    c = (((c >> 15) | (c << 17)) + 0xA282EAD8) & 0xFFFFFFFF
    if c != int.from_bytes(b[off + size + 1 : off + size + 5], "little"):
        raise CorruptFileError("block checksum mismatch")
    d = b[off : off + size]
    r = int.from_bytes(d[-4:], "little")
    end = size - 4 - 4 * r
    p = 0
    k = b""
    while p < end:
        s, p = varint(d, p, end)
        u, p = varint(d, p, end)
        v, p = varint(d, p, end)
        k = k[:s] + d[p : p + u]
        p += u
        yield k, d[p : p + v]
        p += v


def shape_of(b, r):
    out = []
    for f, v in fields(b, *r):
        if f == 2:
            n = dict(fields(b, *v)).get(1, 0)
            out.append(n if n < 2**63 else n - 2**64)
    return tuple(out)


class R:
    def __init__(self, prefix):
        self.prefix = Path(os.path.abspath(prefix))
        b = read_small_file(str(prefix) + ".index", 1 << 31)
        if len(b) < 48:
            raise CorruptFileError("file is too short to be a table")
        if int.from_bytes(b[-8:], "little") != MAGIC:
            raise CorruptFileError("bad magic")
        f = b[-48:]
        p = 0
        h = []
        for _ in range(4):
            v, p = varint(f, p, 48)
            h.append(v)
        ents = []
        for _, hv in block(b, h[2], h[3]):
            o, q = varint(hv, 0, len(hv))
            s, q = varint(hv, q, len(hv))
            ents += list(block(b, o, s))
        hd = dict(fields(ents[0][1], 0, len(ents[0][1])))
        self.n = hd.get(1, 0)
        self.format = (
            "saved_model"
            if (self.prefix.parent.parent / "saved_model.pb").exists() and self.prefix.name == "variables"
            else "tensor_bundle"
        )
        by = {}
        for k, v in ents[1:]:
            by[k] = (list(fields(v, 0, len(v))), v)
        self.data_files = []
        for i in range(self.n):
            nm = f"{self.prefix.name}.data-{i:05d}-of-{self.n:05d}"
            try:
                sz = (self.prefix.parent / nm).stat().st_size
            except OSError:
                sz = None
            self.data_files.append(DataFile(nm, sz))
        keys, dt, sid, sh, of, sz, cr = [], [], [], [], [], [], []
        shapes = {}
        slices = {}
        problems = {}
        raw_slices = {}
        for k, (fl, v) in by.items():
            d = {}
            sl = []
            for f_, x in fl:
                if f_ == 7:
                    sl.append(x)
                else:
                    d[f_] = x
            if k[:1] == b"\0":
                raw_slices[k] = d
                continue
            row = len(keys)
            keys.append(k.decode("utf-8", "surrogateescape"))
            dt.append(d.get(1, 0) % 100)
            s = shape_of(v, d.get(2, (0, 0)))
            sid.append(shapes.setdefault(s, len(shapes)))
            if sl:
                ex = []
                for x in sl:
                    e = []
                    for f_, y in fields(v, *x):
                        z = dict(fields(v, *y))
                        e.append((z.get(1, 0), z.get(2)))
                    ex.append(e)
                slices[row] = (s, ex)
            sh.append(-1 if sl else d.get(3, 0))
            of.append(d.get(4, 0))
            sz.append(d.get(5, 0) if d.get(5, 0) < 2**62 else 0)
            cr.append(d.get(6, 0))
            if not sl:
                t = data_type(dt[-1])
                n = 1
                for q in s:
                    n *= q
                if t.item_size and n * t.item_size != d.get(5, 0):
                    problems[row] = (
                        f"The index gives it {d.get(5, 0)} bytes, its shape and dtype need {n * t.item_size}."
                    )
                elif d.get(3, 0) >= self.n:
                    problems[row] = "shard number out of range"
                elif self.data_files[d.get(3, 0)].size_bytes is None:
                    problems[row] = f"Its data file {self.data_files[d.get(3, 0)].name} is missing."
                elif d.get(4, 0) + d.get(5, 0) > self.data_files[d.get(3, 0)].size_bytes:
                    problems[row] = "Its bytes lie beyond the end of the data file."

        def signed(v):
            n = 1
            while not -(1 << (7 * n - 1)) <= v < (1 << (7 * n - 1)):
                n += 1
            x = (v & ((1 << 8 * n) - 1)).to_bytes(n, "big")
            m = ((1 << n) - 1) << (7 * n) if n <= 8 else 0
            return (int.from_bytes(x, "big") ^ m).to_bytes(n, "big")

        def num(v):
            k = (v.bit_length() + 7) // 8
            return bytes([k]) + v.to_bytes(k, "big")

        for row, (s, ex) in list(slices.items()):
            out = []
            tot = 0
            for e in ex:
                kk = (
                    num(0)
                    + keys[row]
                    .encode("utf-8", "surrogateescape")
                    .replace(b"\xff", b"\xff\0")
                    .replace(b"\0", b"\0\xff")
                    + b"\0\1"
                    + num(len(s))
                )
                for (st, ln), full in zip(e, s):
                    kk += signed(st) + signed(-1 if ln is None else ln)
                d = raw_slices.get(kk)
                if d is None:
                    continue
                out.append(
                    TensorSlice(
                        tuple(st for st, _ in e),
                        tuple(full if ln is None else ln for (_, ln), full in zip(e, s)),
                        d.get(3, 0),
                        d.get(4, 0),
                        d.get(5, 0),
                        d.get(6, 0),
                    )
                )
                tot += d.get(5, 0)
            slices[row] = tuple(out)
            sz[row] = tot
        self.table = TensorTable(
            keys,
            np.array(dt, np.int32),
            np.array(sid, np.int32),
            tuple(shapes),
            np.array(sh, np.int32),
            np.array(of, np.int64),
            np.array(sz, np.int64),
            np.array(cr, np.uint32),
            slices,
            problems,
        )
        self.data_files = tuple(self.data_files)
        self.problems = tuple(
            f"The data file {x.name} is missing." for x in self.data_files if x.size_bytes is None
        )

    def object_graph_bytes(self):
        r = self.table.row_of.get("_CHECKPOINTABLE_OBJECT_GRAPH")
        return None if r is None else self.read(r)[()]

    def raw(self, shard, off, size, crc, verify):
        f = self.data_files[shard]
        with FileSource(self.prefix.parent / f.name) as s:
            b = s.read(off, size)
        return b

    def check(self, b, crc):
        import google_crc32c

        c = google_crc32c.value(b)
        c = (((c >> 15) | (c << 17)) + 0xA282EAD8) & 0xFFFFFFFF
        if c != crc:
            raise CorruptFileError("the checksum does not match: the stored bytes were changed")

    def read(self, row, *, verify=True, partial=False):
        t = self.table
        s = t.shape(row)
        d = data_type(int(t.dtype[row]))
        if row in t.problems:
            raise CorruptFileError(t.problems[row])
        if d.kind == "string":
            b = self.raw(t.shard[row], int(t.offset[row]), int(t.size_bytes[row]), 0, verify)
            n = int(t.element_count[row])
            L = []
            p = 0
            for _ in range(n):
                v, p = varint(b, p, len(b))
                L.append(v)
            p += 4
            o = np.empty(n, object)
            for i, v in enumerate(L):
                o[i] = b[p : p + v]
                p += v
            o = o.reshape(s)
            o.setflags(write=False)
            return o
        if not d.is_numeric:
            raise NoValueError("has no numbers")
        nd = numpy_dtype(d.number)
        if row in t.slices:
            out = np.zeros(s, nd)
            m = np.ones(s, bool)
            for x in t.slices[row]:
                ix = tuple(slice(a, a + l) for a, l in zip(x.start, x.length))
                b = self.raw(x.shard, x.offset, x.size_bytes, 0, verify)
                if verify:
                    self.check(b, x.crc32c)
                out[ix] = self.dec(b, d, nd).reshape(x.length)
                m[ix] = False
            if m.any():
                if not partial:
                    raise NoValueError("slices are missing")
                return np.ma.masked_array(out, m)
        else:
            b = self.raw(t.shard[row], int(t.offset[row]), int(t.size_bytes[row]), 0, verify)
            if verify:
                self.check(b, int(t.crc32c[row]))
            out = self.dec(b, d, nd).reshape(s)
        out.setflags(write=False)
        return out

    def dec(self, b, d, nd):
        if d.bits < 8 * d.item_size:
            x = np.frombuffer(b, np.uint8) & ((1 << d.bits) - 1)
            if d.kind == "int":
                x = x.astype(np.int8)
                x[x >= (1 << (d.bits - 1))] -= 1 << d.bits
            return x.astype(nd) if d.kind != "float" else x.view(nd)
        return np.frombuffer(b, nd)

    def chunks(self, row, *, verify=True, chunk_bytes=CHUNK_BYTES, task=QUIET):
        a = self.read(row, verify=verify, partial=True)
        if isinstance(a, np.ma.MaskedArray):
            a = a.compressed()
        a = a.reshape(-1)
        k = max(1, chunk_bytes // max(a.itemsize, 1))
        for i in range(0, len(a), k):
            yield Chunk(i, a[i : i + k])


def open_it(path):
    p = str(path)
    for s in (".index", ".meta"):
        if p.endswith(s) and os.path.exists(p):
            p = p[: -len(s)]
    import re

    m = re.fullmatch(r"(.+)\.data-\d{5}-of-\d{5}", p)
    if m:
        p = m[1]
    if os.path.isdir(p) and os.path.exists(p + "/variables/variables.index"):
        p += "/variables/variables"
    if not os.path.exists(p + ".index"):
        if os.path.exists(p):
            raise UnsupportedFileError("not a checkpoint of a kind we read")
        raise MissingFileError("there is no checkpoint of that name")
    return R(p)
