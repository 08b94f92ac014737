"""docs/settings.md, made from the code: `make tables` writes it, tests/shape compares."""

from pathlib import Path

from shared.plumbing.settings import PREFIX, Settings

PAGE = Path(__file__).parents[2] / "docs" / "settings.md"
HEAD = """# Settings

Without any, everything runs on the embedded default. Each setting is an environment variable; with `_FILE`
at the end of its name it is the path of a file that holds the value, which is how secrets are given.

| variable | default | what it says |
|---|---|---|
"""


def settings_page() -> str:
    """The page as the code has it now."""
    lines = []
    for name, field in Settings.model_fields.items():
        default = "" if field.default is None else f"`{field.default}`"
        lines.append(f"| `{PREFIX}{name.upper()}` | {default} | {field.description} |\n")
    return HEAD + "".join(lines)


if __name__ == "__main__":
    PAGE.write_text(settings_page(), encoding="utf-8")
