def find(words, wanted):
    low = 0
    high = len(words)
    looks = 0
    while low < high:
        middle = (low + high) // 2
        looks += 1
        word = words[middle]
        print(f"  {low} to {high - 1}: look at {word!r}")
        if word == wanted:
            return middle, looks
        if word < wanted:
            low = middle + 1
        else:
            high = middle
    return None, looks


words = "ant bee cat dog eel fox gnu hen owl pig rat yak".split()

for wanted in ["hen", "cow"]:
    print("Where is", wanted + "?")
    place, looks = find(words, wanted)
    if place is None:
        print(f"Not here, after {looks} looks")
    else:
        print(f"At {place}, after {looks} looks")
