yesterday = input()
today = input()
if today > yesterday:
    print("warmer")
elif today < yesterday:
    print("colder")
else:
    print("the same")
