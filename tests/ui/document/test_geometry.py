"""Where pages lie."""

import pytest

from reviewer.ui.document.geometry import A4, EDGE, GAP, Fit, Layout, fit_pixels, step

LETTER = (612.0, 792.0)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_that_a_fitting_page_takes_the_width_at_every_ratio(ratio: float) -> None:
    plan = Layout((A4, LETTER), 760, fit_pixels(750, 700, ratio), ratio, Fit.WIDTH)
    assert plan.boxes[0].width == round(694 * ratio)
    assert plan.width == round(760 * ratio)
    assert plan.boxes[1].y == plan.boxes[0].bottom + round(18 * ratio)


def test_that_pages_are_never_wider_than_is_good_to_read() -> None:
    assert Layout((A4,), 2000, fit_pixels(2000, 700, 1), 1, Fit.WIDTH).boxes[0].width == 860


def test_that_a_wide_page_among_others_fits_too() -> None:
    plan = Layout((A4, (842, 595)), 760, fit_pixels(750, 700, 1), 1, Fit.WIDTH)
    assert plan.boxes[1].width == 694


def test_that_a_whole_page_fits_lying_or_standing() -> None:
    plan = Layout((A4, (842, 595)), 760, fit_pixels(750, 700, 2), 2, Fit.PAGE)
    assert plan.boxes[0].height == pytest.approx((700 - 2 * GAP) * 2, abs=2)
    assert plan.boxes[1].width == pytest.approx(plan.boxes[0].height, abs=2)
    tall = Layout((A4,), 200, fit_pixels(190, 700, 1), 1, Fit.PAGE)
    assert tall.boxes[0].width == 190 - 2 * EDGE


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_that_a_place_of_a_turned_page_is_found_back(rotation: int) -> None:
    plan = Layout((A4,), 760, fit_pixels(750, 700, 1), 1, 1.0, rotation)
    box = plan.boxes[0]
    place = box.place(100, 50, 180, 62)
    assert box.rect().contains(place.toAlignedRect())
    corners = [box.point(place.left(), place.top()), box.point(place.right(), place.bottom())]
    assert sorted(x for x, _ in corners) == pytest.approx([100, 180])
    assert sorted(y for _, y in corners) == pytest.approx([50, 62])


@pytest.mark.parametrize(
    ("rotation", "right", "low"), [(0, False, False), (90, True, False), (180, True, True), (270, False, True)]
)
def test_that_pages_turn_clockwise(rotation: int, *, right: bool, low: bool) -> None:
    box = Layout((A4,), 760, fit_pixels(750, 700, 1), 1, 1.0, rotation).boxes[0]
    corner = box.place(0, 0, 10, 10).center()
    assert (corner.x() > box.rect().center().x(), corner.y() > box.rect().center().y()) == (right, low)


def test_that_a_hundred_per_cent_is_the_size_of_paper() -> None:
    plan = Layout((LETTER,), 760, fit_pixels(750, 700, 1), 1, 1.0)
    assert plan.boxes[0].width == 816
    assert plan.zoom == pytest.approx(1.0)


def test_that_only_pages_in_sight_are_seen() -> None:
    plan = Layout([A4] * 200, 760, fit_pixels(750, 700, 1), 1, Fit.WIDTH)
    first, second = plan.boxes[0], plan.boxes[1]
    assert plan.visible(0, 600) == range(1)
    assert plan.visible(first.bottom - 1, 100) == range(2)
    assert plan.visible(first.bottom, second.y - first.bottom) == range(1, 1)
    assert plan.visible(plan.height - 300, 300) == range(199, 200)


def test_that_every_height_has_a_page() -> None:
    plan = Layout([A4] * 3, 760, fit_pixels(750, 700, 1), 1, Fit.WIDTH)
    assert [plan.nearest(y) for y in (-50, 10, plan.boxes[1].y + 5, plan.height + 900)] == [0, 0, 1, 2]
    between = plan.boxes[0].bottom
    assert (plan.nearest(between + 2), plan.nearest(between + 16)) == (0, 1)


@pytest.mark.parametrize(("zoom", "direction", "to"), [(1.0, 1, 1.1), (0.87, 1, 0.9), (4.0, 1, 4.0), (0.25, -1, 0.25)])
def test_that_zoom_goes_in_steps(zoom: float, direction: int, to: float) -> None:
    assert step(zoom, direction) == to
