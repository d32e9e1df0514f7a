monday = ["milk", "bread"]
tuesday = monday
tuesday.append("eggs")
print("Both names see the eggs:", monday)

# "+" builds a new list, so tuesday now names another object.
tuesday = tuesday + ["tea"]
tuesday.append("jam")
print("monday: ", monday)
print("tuesday:", tuesday)

# "+=" changes the list that is already there.
wednesday = monday
wednesday += ["rice"]
print("monday is tuesday:  ", monday is tuesday)
print("monday is wednesday:", monday is wednesday)

# Equal is not the same as being one object.
thursday = list(monday)
print("equal:", thursday == monday)
print("one object:", thursday is monday)
