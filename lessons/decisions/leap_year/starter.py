year = int(input())
