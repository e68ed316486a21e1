"""Code that a document shows, and the release that it is of."""

from __future__ import annotations

import pytest

from guard.documents.promises import pins_release


@pytest.mark.parametrize(
    ("text", "pins"),
    [
        ("pip install shop==0.2", True),
        ('%pip install -q "shop-ai[all]==0.2.16"', True),
        ("$ uv pip install shop==0.2", True),
        ("uv add shop==0.2", True),
        ("pip install shop==1.4.0", False),
        ("pip install shop>=0.2", False),
        ("pip install other==0.2", False),
        ("It was shop==0.2 then.", False),
        ("import shop\n```\n\n```sh\npip install shop==0.2", False),
    ],
)
def test_a_text_may_install_an_older_release(text: str, pins: bool) -> None:
    assert pins_release(f"# Title\n\n```sh\n{text}\n```\n", ("shop", "shop-ai"), ("1.4.0",)) is pins
