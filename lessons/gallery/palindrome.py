def is_palindrome(text):
    letters = [c for c in text.lower() if c.isalpha()]
    left = 0
    right = len(letters) - 1
    while left < right:
        if letters[left] != letters[right]:
            return False
        left += 1
        right -= 1
    return True


for phrase in ["Never odd or even", "Step on no pets", "Python"]:
    if is_palindrome(phrase):
        print(phrase, "- reads the same from both ends")
    else:
        print(phrase, "- does not")

backwards = "Python"[::-1]
print("A slice turns it round:", backwards)
