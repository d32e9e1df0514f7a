day = input()
if day == "Sun":
    print("closed")
else:
    print("open")
