def turn_around(letters):
    left = 0
    right = len(letters) - 1
    while left < right:
        kept = letters[left]
        letters[left] = letters[right]
        letters[right] = kept
        left += 1
        right -= 1
