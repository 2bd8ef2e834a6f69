using Xunit;

// The tests mostly wait for processes: more of them at once than there are processors.
[assembly: CollectionBehavior(MaxParallelThreads = 6)]
