"""A region's own policy that cannot be used stops the start, before anything is started."""

from pathlib import Path

from tests.support.processes import tukiverkko


def test_up_refuses_to_start_and_says_where(tmp_path: Path) -> None:
    own = tmp_path / "policies" / "intake"
    own.mkdir(parents=True)
    (own / "ours.cedar").write_text("forbid (principal, action, resource", encoding="utf-8")
    told = tukiverkko("up", "--data", tmp_path / "data", OWN_POLICIES=str(own.parent))
    assert told.returncode == 1
    assert "ours.cedar" in told.stderr
    assert "Traceback" not in told.stderr
    assert not (tmp_path / "data").exists()
