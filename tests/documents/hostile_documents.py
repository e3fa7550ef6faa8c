"""Files made to do harm to whoever opens them: each small, made on the spot, in all five formats."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests import builders_documents as build

Make = Callable[[], bytes]


def pdf_of(*objects: str | bytes, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, with a right table at its end."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places: list[int] = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        raw = body if isinstance(body, bytes) else body.encode("latin-1")
        out.write(f"{number} 0 obj\n".encode() + raw + b"\nendobj\n")
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.writelines(f"{place:010} 00000 n \n".encode() for place in places)
    out.write(f"trailer<</Size {len(objects) + 1}/Root {root} 0 R>>\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def stream(content: bytes, more: str = "") -> bytes:
    """A stream object."""
    return f"<</Length {len(content)} {more}>>stream\n".encode() + content + b"\nendstream"


def page_of(
    content: bytes, resources: str = "", more: str = "", *others: str | bytes, box: str = "0 0 595 842"
) -> bytes:
    """A PDF of one page with this content; `others` are objects from number 5 on."""
    return pdf_of(
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[{box}]>>",
        f"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<{resources}>>{more}>>",
        stream(content),
        *others,
    )


def picture(width: int, height: int, data: bytes, filters: str) -> bytes:
    head = f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8/ColorSpace/DeviceGray"
    return page_of(b"q 500 0 0 500 0 0 cm /I Do Q", "/XObject<</I 5 0 R>>", "", stream(data, f"{head}/Filter{filters}"))


def font(data: bytes, kind: str) -> bytes:
    return page_of(
        b"BT /F 20 Tf 50 700 Td (Hello there) Tj ET",
        "/Font<</F 5 0 R>>",
        "",
        "<</Type/Font/Subtype/TrueType/BaseFont/Bad/FirstChar 0/LastChar 255/FontDescriptor 6 0 R>>",
        f"<</Type/FontDescriptor/FontName/Bad/Flags 4/{kind} 7 0 R>>",
        stream(data),
    )


def zipped(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def body(markup: str, **how: object) -> bytes:
    return build.docx(markup, **how)  # pyright: ignore[reportArgumentType]


def with_document(markup: bytes) -> bytes:
    """A docx whose main part is exactly this."""
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return zipped({"[Content_Types].xml": types, "word/document.xml": markup})


W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def outside(kind: str, target: str) -> bytes:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return build.docx(
        build.paragraph("seen"),
        relations=f'<Relationship Id="rX" Type="{base}/{kind}" Target="{target}" TargetMode="External"/>',
    )


def ole(changes: dict[int, bytes]) -> bytes:
    """A Word document with bytes changed at places."""
    data = bytearray(build.doc())
    for at, value in changes.items():
        data[at : at + len(value)] = value
    return bytes(data)


def _rtf(inside: str | bytes) -> bytes:
    raw = inside if isinstance(inside, bytes) else inside.encode("latin-1")
    return b"{\\rtf1\\ansi " + raw + b"}"


def _loop(entry: str) -> bytes:
    return page_of(
        b"/X Do", "/XObject<</X 5 0 R>>", "", stream(b"/X Do", f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]{entry}")
    )


def _png_bomb() -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1 << 20)))
        + chunk(b"IEND", b"")
    )


def _drawing(data: bytes) -> bytes:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    inside = '<v:shape style="width:100pt;height:100pt"><v:imagedata r:id="rI"/></v:shape>'
    shape = f"<w:p><w:r><w:pict>{inside}</w:pict></w:r></w:p>"
    relation = f'<Relationship Id="rI" Type="{base}/image" Target="media/a.png"/>'
    return build.docx(shape, parts={"word/media/a.png": data}, relations=relation)


HOSTILE: dict[str, Make] = {
    # pdf
    "pdf: 100,000 pages that are one": lambda: pdf_of(
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{'3 0 R ' * 100_000}]/Count 100000>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    ),
    "pdf: a count that lies": lambda: pdf_of(
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 2147483647>>"
    ),
    "pdf: pages within themselves": lambda: pdf_of(
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"
    ),
    "pdf: a page of a billion points": lambda: page_of(b"0 0 m 9 9 l S", box="0 0 1000000000 1000000000"),
    "pdf: a page without a size": lambda: page_of(b"0 0 m 9 9 l S", box="0 0 0 0"),
    "pdf: a page that is not a number": lambda: page_of(b"", box="1e999 nan -1e999 (x)"),
    "pdf: a picture of 10^9 pixels": lambda: picture(40_000, 40_000, zlib.compress(bytes(1 << 20)), "/FlateDecode"),
    "pdf: a picture in five wrappings": lambda: picture(
        9000,
        9000,
        zlib.compress(zlib.compress(zlib.compress(bytes(40 << 20)))),
        "[/FlateDecode/FlateDecode/FlateDecode]",
    ),
    "pdf: a picture that is no JPEG": lambda: picture(30_000, 30_000, b"\xff\xd8\xff" + bytes(400), "/DCTDecode"),
    "pdf: a picture that is no JPEG 2000": lambda: picture(
        30_000, 30_000, b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(300), "/JPXDecode"
    ),
    "pdf: a picture that is no JBIG2": lambda: picture(
        60_000, 60_000, b"\0\0\0\0\x30\0\1" + b"\xff" * 300, "/JBIG2Decode"
    ),
    "pdf: a picture that is no fax": lambda: picture(60_000, 60_000, b"\x9a" * 4000, "/CCITTFaxDecode"),
    "pdf: a stream of 1 GB": lambda: page_of(
        b"", "", "", stream(zlib.compress(bytes(1 << 26), 9), "/Filter/FlateDecode")
    ),
    "pdf: content of 200 MB": lambda: pdf_of(
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 9 9]>>",
        "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>",
        stream(zlib.compress(b"0 0 m 9 9 l S\n" * 15_000_000, 9), "/Filter/FlateDecode"),
    ),
    "pdf: a form within itself": lambda: _loop("/Resources<</XObject<</X 5 0 R>>>>"),
    "pdf: a pattern within itself": lambda: page_of(
        b"/Pattern cs /P scn 0 0 500 500 re f",
        "/Pattern<</P 5 0 R>>",
        "",
        stream(
            b"/Pattern cs /P scn 0 0 9 9 re f",
            "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]"
            "/XStep .001/YStep .001/Resources<</Pattern<</P 5 0 R>>>>",
        ),
    ),
    "pdf: a font within itself": lambda: page_of(
        b"BT /F 20 Tf (aaaa) Tj ET",
        "/Font<</F 5 0 R>>",
        "",
        "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97/Widths[9]"
        "/Encoding<</Differences[97/a]>>/CharProcs<</a 6 0 R>>/Resources<</Font<</F 5 0 R>>>>>>",
        stream(b"9 0 d0 BT /F 1 Tf (aaaa) Tj ET"),
    ),
    "pdf: a soft mask within itself": lambda: page_of(
        b"/G gs 0 0 99 99 re f",
        "/ExtGState<</G 5 0 R>>",
        "",
        "<</SMask<</S/Alpha/G 6 0 R>>>>",
        stream(
            b"/G gs 0 0 9 9 re f",
            "/Type/XObject/Subtype/Form/BBox[0 0 99 99]/Group<</S/Transparency>>/Resources<</ExtGState<</G 5 0 R>>>>",
        ),
    ),
    "pdf: 100,000 saved states": lambda: page_of(b"q " * 100_000 + b"0 0 9 9 re f"),
    "pdf: arrays in arrays": lambda: pdf_of("<</Type/Catalog/Pages 2 0 R/X " + "[" * 50_000 + "]" * 50_000 + ">>"),
    "pdf: dictionaries in dictionaries": lambda: pdf_of("<</Type/Catalog/X" + "<</X" * 30_000 + " 1" + ">>" * 30_001),
    "pdf: references in a ring": lambda: pdf_of("2 0 R", "3 0 R", "1 0 R"),
    "pdf: an outline in a ring": lambda: pdf_of(
        "<</Type/Catalog/Pages 2 0 R/Outlines 4 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 99 99]>>",
        "<</Type/Page/Parent 2 0 R>>",
        "<</First 5 0 R/Last 5 0 R>>",
        "<</Title(x)/Next 5 0 R/First 5 0 R/Parent 5 0 R>>",
    ),
    "pdf: notes in a ring": lambda: page_of(
        b"", "", "/Annots 5 0 R", "[5 0 R 6 0 R]", "<</Type/Annot/Subtype/Popup/Parent 6 0 R>>"
    ),
    "pdf: a table of places that loops": lambda: (
        b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer<</Prev 9/Size 1>>\nstartxref\n9\n%%EOF"
    ),
    "pdf: an endless table of places": lambda: (
        b"%PDF-1.7\nxref\n0 99999999999\n0000000000 65535 f \ntrailer<<>>\nstartxref\n9\n%%EOF"
    ),
    "pdf: no table, only a mark": lambda: b"%PDF-1.7\n" + b"1 0 obj<<" * 20_000,
    "pdf: a script and a launch": lambda: page_of(
        b"",
        "",
        "/AA<</O<</S/Launch/F(/bin/sh)>>>>"
        "/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 99 99]/A<</S/JavaScript/JS(app.alert)>>>>]",
    ),
    "pdf: a font of nothing but ones": lambda: font(b"\xff" * 4000, "FontFile2"),
    "pdf: a font with a lying table": lambda: font(b"\0\1\0\0\xff\xff\0\0\0\0\0\0glyf" + b"\x7f" * 600, "FontFile2"),
    "pdf: a compact font of noise": lambda: font(b"\1\0\4\4" + bytes(range(256)) * 20, "FontFile3"),
    "pdf: an old font that never ends": lambda: font(b"%!PS-AdobeFont\n" + b"{" * 40_000, "FontFile"),
    "pdf: a shading of endless steps": lambda: page_of(
        b"/S sh",
        "/Shading<</S<</ShadingType 1/ColorSpace/DeviceRGB/Matrix[1e9 0 0 1e9 0 0]"
        "/Function<</FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]>>>>>>",
    ),
    "pdf: a dash of nothing": lambda: page_of(b"[.00001 .00001] 0 d 9 w 0 0 m 500 800 l S " * 200),
    "pdf: curves without end": lambda: page_of(b"0 0 m " + b"999 1 2 999 500 3 c " * 200_000 + b"S"),
    "pdf: a scan of 100 layers": lambda: page_of(
        b"/I Do " * 3000,
        "/XObject<</I 5 0 R>>",
        "",
        stream(
            zlib.compress(bytes(4_000_000)),
            "/Type/XObject/Subtype/Image/Width 2000/Height 2000/BitsPerComponent 8/ColorSpace/DeviceGray"
            "/Filter/FlateDecode",
        ),
    ),
    # docx
    "docx: a gigabyte in a megabyte": lambda: with_document(b"<w:document " + W + b">" + b" " * (160 << 20)),
    "docx: a part of a thousand to one": lambda: body("", parts={"word/media/a.bin": bytes(60 << 20)}),
    "docx: many parts": lambda: body("", parts={f"word/media/{n}.png": b"x" for n in range(3000)}),
    "docx: laughs by the billion": lambda: with_document(
        b"<!DOCTYPE d ["
        + b"".join(b"<!ENTITY e%d '%s'>" % (n, b"&e%d;" % (n - 1) * 10 if n else b"ha") for n in range(9))
        + b"]><w:document "
        + W
        + b"><w:body><w:p><w:r><w:t>&e8;</w:t></w:r></w:p></w:body></w:document>"
    ),
    "docx: one entity many times": lambda: with_document(
        b"<!DOCTYPE d [<!ENTITY e '"
        + b"a" * 50_000
        + b"'>]><w:document "
        + W
        + b"><w:t>"
        + b"&e;" * 50_000
        + b"</w:t></w:document>"
    ),
    "docx: a file of this computer": lambda: with_document(
        b"<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><w:document "
        + W
        + b"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>"
    ),
    "docx: tables in tables": lambda: body("<w:tbl><w:tr><w:tc>" * 3000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 3000),
    "docx: controls in controls": lambda: body(
        "<w:sdt><w:sdtContent>" * 20_000 + "<w:p/>" + "</w:sdtContent></w:sdt>" * 20_000
    ),
    "docx: 200,000 paragraphs": lambda: body("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 200_000),
    "docx: a row of 20,000 cells": lambda: body("<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 20_000 + "</w:tr></w:tbl>"),
    "docx: a picture of 3.6 * 10^9 pixels": lambda: _drawing(_png_bomb()),
    "docx: a picture that is none": lambda: _drawing(b"\x89PNG\r\n\x1a\n" + bytes(300)),
    "docx: names that climb": lambda: body(
        "", parts={"../../../../outside.txt": b"x", "/absolute.txt": b"x", "word\\..\\..\\up.xml": b"<a/>"}
    ),
    "docx: a template from elsewhere": lambda: outside("attachedTemplate", "http://127.0.0.1:9/t.dotm"),
    "docx: a picture from elsewhere": lambda: outside("image", "http://127.0.0.1:9/pixel.png"),
    "docx: a share of somebody's": lambda: outside("image", "file://127.0.0.1/share/x.png"),
    "docx: an object within": lambda: body(
        '<w:p><w:r><w:object w:dxaOrig="1"/></w:r></w:p>', parts={"word/embeddings/o.bin": b"\xd0\xcf" * 90}
    ),
    "docx: macros": lambda: body("", parts={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(900)}),
    "docx: styles in a ring": lambda: body(
        build.paragraph("x", '<w:pStyle w:val="a"/>'),
        styles='<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>',
    ),
    "docx: a page of a million inches": lambda: body('<w:p/><w:sectPr><w:pgSz w:w="2147483647" w:h="1"/></w:sectPr>'),
    "docx: sizes that are words": lambda: body(
        build.paragraph("x", run='<w:sz w:val="huge"/><w:spacing w:val="-999999999999"/>')
    ),
    "docx: half an archive": lambda: build.docx()[:900],
    "docx: an archive without an end": lambda: build.docx()[:-30],
    # rtf
    "rtf: a million groups": lambda: _rtf("{" * 1_000_000),
    "rtf: groups that never were": lambda: _rtf("}" * 500_000),
    "rtf: a length that lies": lambda: _rtf("\\bin2147483647 x"),
    "rtf: a length below nothing": lambda: _rtf("\\bin-5 x\\bin99999999999999999999 "),
    "rtf: 300,000 letters by number": lambda: _rtf("\\u8364?" * 300_000),
    "rtf: a picture of 20 MB of noughts": lambda: _rtf(
        "{\\pict\\pngblip\\picw99999\\pich99999 " + "00" * (10 << 20) + "}"
    ),
    "rtf: rows without cells": lambda: _rtf("\\trowd" + "\\cellx1\\row" * 50_000),
    "rtf: tables in tables": lambda: _rtf(
        "".join(
            f"\\pard\\intbl\\itap{n} x\\nestcell{{\\*\\nesttableprops\\trowd\\cellx9\\nestrow}}" for n in range(2000)
        )
    ),
    "rtf: an object": lambda: _rtf("{\\object\\objemb{\\*\\objclass Package}{\\*\\objdata 0105000002000000}}"),
    "rtf: a picture from elsewhere": lambda: _rtf(
        '{\\field{\\*\\fldinst INCLUDEPICTURE "http://127.0.0.1:9/x.png"}{\\fldrslt x}}'
    ),
    "rtf: numbers past all numbers": lambda: _rtf("\\fs99999999999999999999 x\\li-99999999999 y\\u-99999999 z"),
    # doc
    "doc: sectors in a ring": lambda: ole({512: struct.pack("<I", 0) * 128}),
    "doc: no table of sectors": lambda: ole({76: b"\xff" * 436}),
    "doc: a list of lists in a ring": lambda: ole({68: struct.pack("<II", 0, 0x7FFFFFFF)}),
    "doc: sectors of 2^255 bytes": lambda: ole({30: b"\xff\x00"}),
    "doc: a stream of 4 GB": lambda: ole({44: b"\xff" * 8}),
    "doc: noise behind a true head": lambda: build.doc()[:1024] + bytes(range(256)) * 400,
    "doc: half a document": lambda: build.doc()[: len(build.doc()) // 2],
    # txt
    "txt: 20 MB in one line": lambda: b"word " * (4 << 20),
    "txt: marks on marks": lambda: ("a" + "\u0301" * 400_000).encode(),
    "txt: turned about and about": lambda: ("\u202e\u202d\u2066\u2067" * 100_000 + "x").encode(),
    "txt: noughts between": lambda: b"a\0" * 300_000 + b"\x01\x02",
    "txt: a million lines": lambda: b"\n" * 1_000_000 + b"x",
    "txt: no language": lambda: bytes(range(128, 256)) * 4000,
}
