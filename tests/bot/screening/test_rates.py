from bot.screening.rates import RateLimit


def test_a_sliding_minute() -> None:
    moment = [0.0]
    rate = RateLimit(2, clock=lambda: moment[0])
    assert [rate.allows("a") for _ in range(3)] == [True, True, False]
    assert rate.allows("b")
    moment[0] = 60.1
    assert rate.allows("a")


def test_off() -> None:
    assert all(RateLimit(0).allows("a") for _ in range(1000))
