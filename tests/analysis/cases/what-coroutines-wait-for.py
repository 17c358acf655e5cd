# Events and queues of asyncio are bound to a loop once they were awaited, which no other step has.
# %% [imports]
import asyncio
# %% [step:s1]
event, queue = asyncio.Event(), asyncio.Queue()
order = []
async def wait():
    await event.wait()
    order.append(await queue.get())
async def begin():
    event.set()
    await queue.put("one")
    await queue.put("two")
async def both():
    await asyncio.gather(wait(), begin())
asyncio.run(both())
# %% [step:s2]
print(event.is_set(), queue.qsize(), order)
async def more():
    order.append(await queue.get())
asyncio.run(more())
# %% [step:s3]
print(order, queue.empty())
