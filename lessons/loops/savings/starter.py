weeks = int(input())
