"""Whose page is read next: no host holds up the others."""

import asyncio

import pytest

from spiders.lanes import UNREAD, Lanes, Left


class Waiters:
    """Tasks that wait for a place, in the order in which they asked, and hold it until they are told to go."""

    def __init__(self, places):
        self.lanes = Lanes(places)
        self.holding = []
        self.tasks = {}
        self.leave = {}

    def ask(self, host):
        name = f"{host}{sum(known.startswith(host) for known in self.tasks)}"
        self.leave[name] = asyncio.Event()
        self.tasks[name] = asyncio.ensure_future(self._hold(name, host))

    async def _hold(self, name, host):
        async with self.lanes.turn(host):
            self.holding.append(name)
            await self.leave[name].wait()
            self.holding.remove(name)

    async def settle(self, *names):
        for name in names:
            self.leave[name].set()
        for _ in range(10):
            await asyncio.sleep(0)
        return list(self.holding)


def run(scene):
    async def within_a_second():
        async with asyncio.timeout(1):
            await scene()

    asyncio.run(within_a_second())


def test_no_host_holds_every_place():
    async def scene():
        waiters = Waiters(3)
        for host in "aaaab":
            waiters.ask(host)
        assert await waiters.settle() == ["a0", "a1", "b0"]
        for event in waiters.leave.values():
            event.set()
        await asyncio.gather(*waiters.tasks.values())

    run(scene)


def test_the_only_place_there_is_may_be_held():
    async def scene():
        waiters = Waiters(1)
        waiters.ask("a")
        assert await waiters.settle() == ["a0"]
        await waiters.settle("a0")

    run(scene)


def test_hosts_take_turns():
    async def scene():
        waiters = Waiters(2)
        waiters.ask("x")
        for host in "aaab":
            waiters.ask(host)
        assert await waiters.settle() == ["x0", "a0"]
        assert await waiters.settle("a0") == ["x0", "b0"]
        assert await waiters.settle("b0") == ["x0", "a1"]
        await waiters.settle("x0", "a1", "a2")

    run(scene)


def test_hosts_whose_pages_were_given_up_share_one_place():
    async def scene():
        waiters = Waiters(4)
        waiters.lanes.suspect("a")
        waiters.lanes.suspect("b")
        for host in "aabbc":
            waiters.ask(host)
        assert await waiters.settle() == ["a0", "c0"]
        assert await waiters.settle("a0") == ["c0", "b0"]
        await waiters.settle("b0", "c0", "a1", "b1")

    run(scene)


def test_a_host_is_asked_for_no_more_while_its_pages_wait_to_be_read():
    async def scene():
        waiters = Waiters(2)
        for _ in range(UNREAD):
            waiters.ask("a")
        await waiters.settle()
        room = asyncio.ensure_future(waiters.lanes.room("a"))
        await waiters.lanes.room("b")
        await asyncio.sleep(0)
        assert not room.done()
        await waiters.settle("a0")
        await room
        await waiters.settle("a1")

    run(scene)


def test_a_stop_leaves_what_suspects_wait_for_and_nothing_else():
    async def scene():
        waiters = Waiters(2)
        waiters.lanes.suspect("a")
        for host in "aabb":
            waiters.ask(host)
        assert await waiters.settle() == ["a0", "b0"]
        waiters.lanes.stop()
        with pytest.raises(Left):
            await waiters.tasks["a1"]
        with pytest.raises(Left):
            async with waiters.lanes.turn("a"):
                pytest.fail("no suspect gets a place any more")
        await waiters.settle("a0", "b0", "b1")
        assert waiters.tasks["b1"].done()

    run(scene)


def test_a_wait_that_is_called_off_keeps_no_place():
    async def scene():
        waiters = Waiters(2)
        for host in "aab":
            waiters.ask(host)
        assert await waiters.settle() == ["a0", "b0"]
        waiters.tasks["a1"].cancel()
        await waiters.settle("a0", "b0")
        waiters.ask("c")
        waiters.ask("d")
        assert await waiters.settle() == ["c0", "d0"]
        await waiters.settle("c0", "d0")

    run(scene)
