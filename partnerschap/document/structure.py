"""The structure tree in the file: elements, the way back from marks to elements, and annotations."""

from collections import defaultdict

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from partnerschap.document.tree import Mark, Node, Spot

SEAL_FIELD = "Zegel"
SEAL_NAME = "Digitaal zegel van de app"
_PRINT, _LOCKED = 4, 128


def write_structure(pdf: Pdf, document: Node) -> None:
    """Write the elements under `document`, and make the links and the place of the seal that they hold.

    Elements without content are left out: what is empty on paper is not announced.
    """
    _Writer(pdf).write(document)


class _Writer:
    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._pages = [page.obj for page in pdf.pages]
        self._marked: dict[int, dict[int, Object]] = defaultdict(dict)
        self._annotated: list[Object] = []

    def write(self, document: Node) -> None:
        root = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = Array([self._element(document, root)])
        numbers: list[Object | int] = []
        for number, page in enumerate(self._pages):
            page.StructParents = number
            page.Tabs = Name.S
            del page["/Trans"]  # ReportLab's way of saying that no page comes in with an effect
            owners = self._marked[number]
            row = Array([owners[mark] for mark in range(len(owners))])
            numbers += [number, self._pdf.make_indirect(row)]
        for number, element in enumerate(self._annotated, start=len(self._pages)):
            numbers += [number, element]
        root.ParentTree = self._pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        root.ParentTreeNextKey = len(self._pages) + len(self._annotated)
        self._pdf.Root.StructTreeRoot = root
        self._pdf.Root.MarkInfo = Dictionary(Marked=True)

    def _element(self, node: Node, parent: Object) -> Object:
        element = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{node.tag}"), P=parent))
        if node.alt:
            element.Alt = String(node.alt)
        if node.said:
            element.ActualText = String(node.said)
        if attributes := _attributes(node):
            element.A = attributes
        marks = [kid for kid in node.kids if isinstance(kid, (Mark, Spot))]
        home = marks[0].page if marks else None
        if home is not None:
            element.Pg = self._pages[home]
        kids = [self._kid(kid, element, home) for kid in node.kids if not _is_empty(kid)]
        element.K = kids[0] if len(kids) == 1 else Array(kids)
        return element

    def _kid(self, kid: Node | Mark | Spot, element: Object, home: int | None) -> Object | int:
        if isinstance(kid, Node):
            return self._element(kid, element)
        page = self._pages[kid.page]
        if isinstance(kid, Spot):
            return Dictionary(Type=Name.OBJR, Obj=self._annotation(kid, element), Pg=page)
        self._marked[kid.page][kid.number] = element
        if kid.page == home:
            return kid.number
        return Dictionary(Type=Name.MCR, Pg=page, MCID=kid.number)

    def _annotation(self, spot: Spot, element: Object) -> Object:
        """A link, or the field of the seal: both are printed, and neither can be moved."""
        made = Dictionary(
            Type=Name.Annot,
            Rect=Array([round(edge, 2) for edge in spot.box]),
            F=_PRINT,
            P=self._pages[spot.page],
            StructParent=len(self._pages) + len(self._annotated),
        )
        self._annotated.append(element)
        if spot.address:
            made.Subtype = Name.Link
            made.Border = Array([0, 0, 0])
            made.Contents = String(spot.address)
            made.A = Dictionary(S=Name.URI, URI=String(spot.address))
        else:
            made.Subtype, made.FT, made.T = Name.Widget, Name.Sig, String(SEAL_FIELD)
            made.TU = made.Contents = String(SEAL_NAME)
            made.F = _PRINT | _LOCKED
            made.AP = Dictionary(N=self._nothing(spot))
        annotation = self._pdf.make_indirect(made)
        page = self._pages[spot.page]
        if Name.Annots not in page:
            page.Annots = Array()
        page.Annots.append(annotation)
        if not spot.address:
            self._pdf.Root.AcroForm = Dictionary(Fields=Array([annotation]))
        return annotation

    def _nothing(self, spot: Spot) -> Object:
        left, bottom, right, top = spot.box
        box = Array([0, 0, round(right - left, 2), round(top - bottom, 2)])
        return self._pdf.make_stream(
            b"", Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=Dictionary()
        )


def _is_empty(kid: Node | Mark | Spot) -> bool:
    return isinstance(kid, Node) and kid.tag not in {"TD", "TH"} and all(map(_is_empty, kid.kids))


def _attributes(node: Node) -> Object | None:
    if node.box is not None:
        box = Array([round(edge, 2) for edge in node.box])
        return Dictionary(O=Name.Layout, Placement=Name.Block, BBox=box)
    if node.heads:
        return Dictionary(O=Name.Table, Scope=Name(f"/{node.heads}"))
    if node.across > 1:
        return Dictionary(O=Name.Table, ColSpan=node.across)
    if node.tag == "L":
        return Dictionary(O=Name.List, ListNumbering=Name.Decimal if node.numbered else Name("/None"))
    return None
