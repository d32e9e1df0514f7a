from heapq import heappop, heappush

ROADS = {
    "Home": {"Park": 4, "Mill": 1},
    "Mill": {"Park": 2, "Lake": 6},
    "Park": {"Lake": 3, "School": 8},
    "Lake": {"School": 2},
    "School": {},
}


def distances(roads, start):
    best = {start: 0}
    heap = [(0, start)]
    while heap:
        distance, place = heappop(heap)
        if distance > best[place]:
            continue
        print(f"{place} can be reached in {distance}")
        for neighbour, length in roads[place].items():
            new = distance + length
            if new < best.get(neighbour, float("inf")):
                best[neighbour] = new
                heappush(heap, (new, neighbour))
    return best


best = distances(ROADS, "Home")
print(best)
