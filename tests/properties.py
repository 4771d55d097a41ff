"""What property tests share: how hard they try, and words and white space such as documents hold."""

from hypothesis import settings
from hypothesis import strategies as st

quick = settings(max_examples=100, deadline=None)  # no deadline: two tests share a core with others
thorough = settings(quick, max_examples=500)

# Letters of the documents' languages beside everything that means something in a regular expression.
words = st.text(alphabet="abcéØß語’'.()[]{}*+?^$|\\-–1,:;", min_size=1, max_size=5)
# Few different letters, so that the same words stand in a text more than once.
common_words = st.text(alphabet="ab.", min_size=1, max_size=2)
spaces = st.text(alphabet=" \t\n\r\x0b\x0c\x85\u00a0\u1680\u2003\u2009\u2028\u202f\u3000", min_size=1, max_size=3)


@st.composite
def spaced(draw: st.DrawFn, parts: list[str]) -> str:
    """Draw a text of these words, divided by white space of any kind."""
    gaps = [draw(spaces) for _ in parts[1:]]
    return "".join(piece for pair in zip(parts, [*gaps, ""], strict=True) for piece in pair) if parts else ""
