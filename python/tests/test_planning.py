"""The plan of a crawl: its formula, its simulation, and the page that shows them."""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING

import pytest

from pages import ROOT

if TYPE_CHECKING:
    from types import ModuleType


@pytest.fixture(scope="module")
def plan() -> ModuleType:
    """Load the script."""
    spec = importlib.util.spec_from_file_location("plan", ROOT / "script/plan_crawl.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["plan"] = module
    spec.loader.exec_module(module)
    return module


def test_the_page_shows_what_the_script_prints(plan: ModuleType) -> None:
    page = (ROOT / "docs/planning.md").read_text(encoding="utf-8")
    assert plan.costs(plan.SPEEDS, plan.PRICE) in page
    assert plan.simulations(10_000, 500) in page


def test_the_formula(plan: ModuleType) -> None:
    # 36 TB at 10 MB/s are 3.6 million seconds.
    assert plan.core_hours(36, 10) == pytest.approx(1000)


def test_without_trouble_the_work_divides_evenly(plan: ModuleType) -> None:
    outcome = plan.simulate(10_000, 500, plan.Trouble())
    assert (outcome.wall, outcome.attempts) == (pytest.approx(20), 10_000)
    assert outcome.busy == pytest.approx(10_000)
    assert plan.simulate(3, 2, plan.Trouble()).wall == pytest.approx(2)


def test_failures_cost_half_a_shard_unless_resumed(plan: ModuleType) -> None:
    anew = plan.simulate(10_000, 500, plan.Trouble(failing=0.2))
    # Each shard fails .2 / .8 times, half way on average.
    assert anew.busy == pytest.approx(10_000 * 1.125, rel=0.02)
    assert anew.attempts == pytest.approx(12_500, rel=0.02)
    resumed = plan.simulate(10_000, 500, plan.Trouble(failing=0.2, resumes=True))
    assert resumed.busy == pytest.approx(10_000)


def test_copies_shorten_the_wait_for_slow_machines(plan: ModuleType) -> None:
    slow = plan.simulate(1000, 100, plan.Trouble(slow=0.05))
    copied = plan.simulate(1000, 100, plan.Trouble(slow=0.05, speculates=True))
    assert slow.wall >= 14
    assert copied.wall < slow.wall
    assert slow.busy == pytest.approx(1000 * 1.2, rel=0.06)
