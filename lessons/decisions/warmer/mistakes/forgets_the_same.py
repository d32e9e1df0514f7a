yesterday = int(input())
today = int(input())
if today > yesterday:
    print("warmer")
else:
    print("colder")
