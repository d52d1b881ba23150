"""The guard at the look-up of codes: ten minutes, per address and in all, and no address kept."""

from datetime import UTC, datetime, timedelta

from partnerschap.web.guard import ADDRESSES, PER_ADDRESS, PER_SERVER, REMEMBERED, Guard

NOW = datetime(2027, 1, 14, 19, 0, tzinfo=UTC)


def test_an_address_may_fail_so_often_and_then_waits_for_its_first_failure_to_be_forgotten() -> None:
    guard = Guard(b"key")
    for second in range(PER_ADDRESS):
        assert guard.count("192.0.2.1", NOW + timedelta(seconds=second)) == 0.0
    assert guard.count("192.0.2.1", NOW + timedelta(seconds=60)) == 540.0
    assert guard.count("192.0.2.2", NOW + timedelta(seconds=60)) == 0.0
    assert guard.count("192.0.2.1", NOW + REMEMBERED) == 0.0


def test_waiting_does_not_make_the_wait_longer() -> None:
    guard = Guard(b"key")
    for _ in range(PER_ADDRESS * 3):
        guard.count("192.0.2.1", NOW)
    assert guard.count("192.0.2.1", NOW + REMEMBERED - timedelta(seconds=1)) == 1.0


def test_all_addresses_together_are_limited_too() -> None:
    guard = Guard(b"key")
    waits = [guard.count(f"192.0.2.{number}", NOW) for number in range(PER_SERVER + 5)]
    assert waits == [0.0] * PER_SERVER + [600.0] * 5


def test_no_address_is_kept_and_what_is_kept_is_forgotten() -> None:
    guard = Guard(b"key")
    guard.count("192.0.2.77", NOW)
    assert b"192.0.2.77" not in b"".join(guard._by_address)
    other = Guard(b"other key")
    other.count("192.0.2.77", NOW)
    assert set(guard._by_address).isdisjoint(other._by_address)
    guard.count("192.0.2.1", NOW + REMEMBERED)
    assert len(guard._by_address) == 1
    assert ADDRESSES >= PER_SERVER
