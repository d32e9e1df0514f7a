def fewest_coins(coins, amount):
    # best[n]: how many coins make n; last[n]: one of them.
    best = [0] + [None] * amount
    last = [None] * (amount + 1)
    for n in range(1, amount + 1):
        for coin in coins:
            if coin <= n and best[n - coin] is not None:
                count = best[n - coin] + 1
                if best[n] is None or count < best[n]:
                    best[n] = count
                    last[n] = coin

    chosen = []
    while amount > 0:
        chosen.append(last[amount])
        amount -= last[amount]
    return chosen


coins = [1, 4, 5]
print("8 is", fewest_coins(coins, 8))
print("The greedy way would be [5, 1, 1, 1].")
