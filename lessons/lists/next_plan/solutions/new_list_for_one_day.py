def next_plan(plan, day, task):
    result = plan + [[]]
    result[day] = plan[day] + [task]
    return result
