"""Variables that programs read and that configuration declares."""

from __future__ import annotations

import pytest

from guard.facts.environment import Environment
from guard.snapshot import Snapshot


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("a.py", "os.environ['SHOP_KEY']"),
        ("a.py", "os.environ.get(\n    'SHOP_KEY', 1)"),
        ("a.py", "getenv('SHOP_KEY')"),
        ("a.ts", "process.env.SHOP_KEY ?? 1"),
        ("a.js", "process.env['SHOP_KEY']"),
        ("a.tsx", "import.meta.env.SHOP_KEY"),
        ("a.go", 'os.Getenv("SHOP_KEY")'),
        ("a.rs", 'std::env::var("SHOP_KEY")'),
        ("a.rb", "ENV.fetch('SHOP_KEY')"),
    ],
)
def test_what_programs_read(path: str, source: str) -> None:
    found = Environment(Snapshot.of({path: f"\n{source}\n"}))
    assert list(found.read) == ["SHOP_KEY"]
    assert list(found.told()) == [f"SHOP_KEY: read in {path}:{found.read['SHOP_KEY'].line}"]


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("tests/a.py", "os.getenv('SHOP_KEY')"),
        ("a.py", "os.getenv(f'SHOP_{name}')"),
        ("a.py", "SHOP_KEY = 1"),
        ("a.md", "os.getenv('SHOP_KEY')"),
    ],
)
def test_what_is_no_reading(path: str, source: str) -> None:
    assert not Environment(Snapshot.of({path: source})).read


def test_what_samples_declare() -> None:
    found = Environment(
        Snapshot.of({".env.example": "SHOP_KEY=\n# SHOP_HOST=x\nexport SHOP_PORT=1\nlower=2\n", "a.py": "X_Y=1"})
    )
    assert {name: use.line for name, use in found.declared.items()} == {"SHOP_KEY": 1, "SHOP_HOST": 2, "SHOP_PORT": 3}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("class S(BaseSettings):\n    api_key: str\n    HOST: str = 'x'\n    _a: int\n", ["API_KEY", "HOST"]),
        (
            "class S(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix='SHOP_')\n    key: str\n",
            ["SHOP_KEY"],
        ),
        (
            "class S(pydantic.BaseSettings):\n    key: str\n    class Config:\n        env_prefix = 'SHOP_'\n",
            ["SHOP_KEY"],
        ),
        ("class S(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix=NAME)\n    key: str\n", []),
        ("class S(BaseModel):\n    key: str  # BaseSettings\n", []),
        ("class S(BaseSettings:\n", []),
    ],
)
def test_settings_classes(source: str, names: list[str]) -> None:
    assert list(Environment(Snapshot.of({"a.py": source})).read) == names
