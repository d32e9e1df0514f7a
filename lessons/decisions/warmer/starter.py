yesterday = int(input())
today = int(input())
