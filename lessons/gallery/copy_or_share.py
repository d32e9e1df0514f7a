from copy import deepcopy

original = {"name": "Team A", "players": ["Ada", "Grace"]}

same = original
shallow = original.copy()
deep = deepcopy(original)

# A new value under a key: only the dict itself matters.
original["name"] = "Team B"
print("same:   ", same["name"])
print("shallow:", shallow["name"])
print("deep:   ", deep["name"])

# A change inside the inner list: who shares that list?
original["players"].append("Alan")
print("same:   ", same["players"])
print("shallow:", shallow["players"])
print("deep:   ", deep["players"])

print("one dict: ", same is original)
print("one list: ", shallow["players"] is original["players"])
print("no list:  ", deep["players"] is original["players"])
