"""The comparison that the corpus stands on."""

import base64
import io

import pytest
from PIL import Image

from tests.corpus.outputs import differences, masked
from tests.corpus.verdict import Finding, Report, Verdict, compare


def stream(text, name="stdout"):
    return {"output_type": "stream", "name": name, "text": text}


def result(**data):
    return {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}


def png(colour, *, comment=b""):
    buffer = io.BytesIO()
    Image.new("RGB", (2, 2), colour).save(buffer, "PNG")
    return base64.b64encode(buffer.getvalue() + comment).decode()


def code(*outputs):
    return {"cell_type": "code", "outputs": list(outputs)}


def test_streams_are_merged():
    """Two prints that a kernel sent apart and a pipeline sent together are the same."""
    assert not differences([stream("a\n"), stream("b\n")], [stream(["a\n", "b\n"])])


def test_streams_of_two_names_are_kept_apart():
    """Standard error that comes out as standard output is a difference."""
    assert differences([stream("a", "stderr")], [stream("a")])


def test_text_is_compared_exactly():
    """A single space more is a difference, and the sentence shows both lines."""
    (sentence,) = differences([stream("one\ntwo\n")], [stream("one\ntwo \n")])
    assert "'two'" in sentence
    assert "'two '" in sentence


def test_html_is_compared_although_the_text_is_equal():
    """Equal plain text does not excuse other HTML."""
    plain, html = "text/plain", "text/html"
    assert differences([result(**{plain: "x", html: "<b>x</b>"})], [result(**{plain: "x", html: "<i>x</i>"})])


def test_a_missing_output_is_a_difference():
    """A cell whose result got lost differs."""
    assert differences([result(**{"text/plain": "1"})], [])


def test_an_output_too_many_is_a_difference():
    """A cell that shows more than the plain run differs."""
    assert differences([], [stream("x")])


def test_images_are_compared_by_their_pixels():
    """Other bytes of the same picture are the same; another picture is not."""
    red, same, blue = png("red"), png("red", comment=b"\0" * 8), png("blue")
    assert red != same
    assert not differences([result(**{"image/png": red})], [result(**{"image/png": same})])
    assert differences([result(**{"image/png": red})], [result(**{"image/png": blue})])


def test_errors_are_compared_by_name_and_message():
    """The traceback may differ, the error may not."""
    one = {"output_type": "error", "ename": "ValueError", "evalue": "no", "traceback": ["a"]}
    assert not differences([one], [{**one, "traceback": ["b"]}])
    assert differences([one], [{**one, "evalue": "yes"}])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<object at 0x7f00aa11>", "<object at 0x7f99bb22>"),
        ("sk-container-id-1", "sk-container-id-27"),
        ("#T_0a1b2 td", "#T_ffeed td"),
    ],
)
def test_what_differs_from_process_to_process_is_masked(one, other):
    """Addresses and random element ids do not count."""
    assert masked(one) == masked(other)


def test_numbers_are_not_masked():
    """Ordinary numbers, hexadecimal constants of a few digits included, do count."""
    assert masked("0xff 1234567") == "0xff 1234567"


def test_a_carriage_return_overwrites():
    """Of a progress bar only what is seen in the end counts."""
    assert not differences([stream("10%\r100%\n")], [stream("50%\r100%\n")])


def test_a_difference_that_was_announced_is_no_error():
    """A cell that a diagnostic named makes the notebook `warned`, any other makes it WRONG."""
    plain, piped = {"cells": [code(stream("a"))]}, {"cells": [code(stream("b"))]}
    assert Report("n", "tags", compare(plain, piped, {1})).verdict is Verdict.WARNED
    assert Report("n", "tags", compare(plain, piped, {2})).verdict is Verdict.WRONG
    assert Report("n", "tags", compare(plain, plain, ())).verdict is Verdict.EQUAL


def test_one_unannounced_difference_is_enough():
    """A notebook with an announced and an unannounced difference is WRONG."""
    findings = (Finding(1, ("x",), named=True), Finding(2, ("y",), named=False))
    assert Report("n", "tags", findings).verdict is Verdict.WRONG


def test_after_an_error_a_pipeline_may_do_more():
    """A kernel stops at the first error; branches that do not depend on it may go on."""
    error = {"output_type": "error", "ename": "E", "evalue": "", "traceback": []}
    plain = {"cells": [code(error), code()]}
    piped = {"cells": [code(error), code(stream("went on"))]}
    assert compare(plain, piped, ()) == ()


WARNING = "/x/site-packages/p/q.py:67: FutureWarning: first line\nsecond line\n  old()\n"


def warned(*texts):
    """Code cells that put these out on stderr."""
    outputs = [[{"output_type": "stream", "name": "stderr", "text": text}] if text else [] for text in texts]
    return {"cells": [{"cell_type": "code", "outputs": shown} for shown in outputs]}


def test_a_warning_that_was_shown_before_is_no_difference():
    """Python shows a warning of a package's own line once in a process, and each step is one."""
    assert compare(warned(WARNING, ""), warned(WARNING, WARNING), ()) == ()
    assert compare(warned(WARNING, "a\n"), warned(WARNING, f"{WARNING}a\n"), ()) == ()


def test_a_warning_is_a_difference():
    """One that no earlier cell has shown, one that is missing, and what stands beside one that was shown before."""
    assert [found.cell for found in compare(warned("", ""), warned("", WARNING), ())] == [2]
    assert [found.cell for found in compare(warned(WARNING, WARNING), warned(WARNING, ""), ())] == [2]
    assert [found.cell for found in compare(warned(WARNING, ""), warned(WARNING, f"{WARNING}a"), ())] == [2]
    assert [found.cell for found in compare(warned("", WARNING), warned(WARNING, WARNING), ())] == [1]
