height = int(input())
with_adult = input()
if height >= 140 or with_adult == "yes":
    print("come in")
else:
    print("not yet")
