"""Landings: who waits for a page to be stored is woken when it is, and when the crawl stops."""

import asyncio

from spiders.landings import Landings


def test_a_page_is_in_flight_until_it_has_landed():
    async def scene():
        landings = Landings()
        landings.begin("a")
        waiting = asyncio.create_task(landings.landed("a"))
        await asyncio.sleep(0)
        assert not waiting.done()
        landings.land("b")
        await asyncio.sleep(0)
        assert not waiting.done()
        landings.land("a")
        await asyncio.wait_for(waiting, 5)
        await asyncio.wait_for(landings.landed("never asked for"), 5)

    asyncio.run(scene())


def test_there_is_room_when_few_enough_are_in_flight():
    async def scene():
        landings = Landings()
        for url in "abc":
            landings.begin(url)
        waiting = asyncio.create_task(landings.room(1))
        for url in "ab":
            await asyncio.sleep(0)
            assert not waiting.done()
            landings.land(url)
        await asyncio.wait_for(waiting, 5)

    asyncio.run(scene())


def test_when_the_crawl_stops_nobody_waits():
    async def scene():
        landings = Landings()
        landings.begin("a")
        waiting = asyncio.create_task(landings.landed("a"))
        await asyncio.sleep(0)
        landings.stop()
        await asyncio.wait_for(waiting, 5)
        await asyncio.wait_for(landings.room(0), 5)

    asyncio.run(scene())
