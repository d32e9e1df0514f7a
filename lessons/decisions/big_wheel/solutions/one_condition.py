height = int(input())
with_adult = input()
if height >= 140 or (height >= 120 and with_adult == "yes"):
    print("come in")
else:
    print("not yet")
