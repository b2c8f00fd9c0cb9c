"""The words around the lists of a paper: a place's own, tried on the pages, the original one click away."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.i18n import _
from app.ui.desk import Desk
from app.ui.dialogs.stepping import StepVerb
from app.ui.screens import paper_printing, papers_work
from app.ui.screens.papers_work import Asked, Prepared
from app.ui.theme_sizes import Size
from app.ui.widgets.boxes import column, row
from app.ui.widgets.buttons import button
from app.ui.widgets.labels import wrapped
from app.ui.widgets.pages_pane import PagesPane

if TYPE_CHECKING:
    from app.printing.templates import Template

PAUSE = 500  # milliseconds without a key, before the pages are made anew


class PaperText(StepVerb):
    """Words at the left, the pages that they make at the right."""

    def __init__(self, desk: Desk, parent: QWidget, asked: Asked, original: Template, own: str) -> None:
        super().__init__(
            desk, parent, _("Lời của {name}").format(name=original.name), "", _("Dùng lời này"),
            Size.text_dialog,
        )  # fmt: skip
        self._asked, self._original = asked, original
        self.said = _("Đã sửa lời của {name}.").format(name=original.name)
        self.words = QPlainTextEdit(own or original.text)
        self.words.setAccessibleName(_("Lời của giấy"))
        self.words.setTabChangesFocus(True)
        fields = ", ".join(f"{{{name}}} {meaning}" for name, meaning in original.fields.items())
        about = wrapped(_("Trường điền sẵn: {fields}.").format(fields=fields), size="small", tone="hint")
        marks = _(
            "Đầu dòng: # tên giấy · ## về việc · ~ căn cứ · = in đậm giữa · - mục · > dòng điền · [danh sách]"
        )
        restore = button(_("Về bản gốc"), self._restore, icon="rotate-ccw")
        self.pane = PagesPane()
        self.pane.setMinimumHeight(Size.palette - Size.margin)
        paper_printing.feed(desk, self.pane)
        left = column(self.words, wrapped(marks, size="small", tone="hint"), about, row(restore, None))
        left.setStretch(0, 1)
        both = row(left, self.pane, gap=Size.margin)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        self.add(both)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE)
        self._soon.timeout.connect(self._try)
        self.words.textChanged.connect(self._soon.start)
        self.words.setFocus()
        self._try()

    def _text(self) -> str:
        return self.words.toPlainText().strip("\n")

    def _try(self) -> None:
        """The pages with the words as they stand; a fault says what is wrong in them."""
        texts = {self._original.key: self._text()}
        do = partial(papers_work.prepare, asked=self._asked, texts=texts)
        self.desk.runner.work(do, self._show, _("Lập bản xem trước"), failed=self.say_wrong)

    def _show(self, prepared: Prepared) -> None:
        self._wrong_row.hide()
        self.pane.show_pdf(self._original.name, prepared.preview.pdf, prepared.preview.sizes)

    def _restore(self) -> None:
        self.words.setPlainText(self._original.text)

    def do(self) -> None:
        """Keep the words, or the original where they are the same."""
        text = self._text()
        same = text == self._original.text
        told = {"key": self._original.key, "name": self._original.name, "text": "" if same else text}
        self.change(partial(_keep, actor=self.desk.actor, **told))


def _keep(store: Any, key: str, name: str, text: str, actor: str) -> None:
    from app.printing.templates import check, template
    from app.services import paper_texts

    if not text:
        paper_texts.restore(store, key, name, actor)
        return
    check(template(key), text)
    paper_texts.replace(store, key, name, text, actor)
