day = input()
if day == "Sun" and day == "Mon":
    print("closed")
else:
    print("open")
