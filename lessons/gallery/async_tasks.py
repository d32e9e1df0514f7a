import asyncio


async def cook(dish, minutes, log):
    for minute in range(minutes):
        log.append(f"{dish} {minute + 1}")
        await asyncio.sleep(0)
    return f"{dish} is ready"


async def main():
    log = []
    soup = asyncio.create_task(cook("soup", 3, log))
    rice = asyncio.create_task(cook("rice", 2, log))
    print("two tasks, none has begun:", log)

    print(await soup)
    print(await rice)
    return log


log = asyncio.run(main())
print("they took turns:")
for entry in log:
    print(" ", entry)
