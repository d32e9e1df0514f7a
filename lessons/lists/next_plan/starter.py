def next_plan(plan, day, task):
    return plan
