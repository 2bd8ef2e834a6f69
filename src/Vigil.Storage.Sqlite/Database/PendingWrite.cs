namespace Vigil.Storage.Sqlite.Database;

/// <summary>A write that waits for its transaction. Running it touches nothing but the database, so that it can run again after a roll-back.</summary>
internal abstract class PendingWrite(CancellationToken cancellationToken)
{
    /// <summary>Ends the write, untouched, when its caller does not want it any more; true then.</summary>
    public bool CancelIfAsked()
    {
        if (cancellationToken.IsCancellationRequested)
        {
            Cancel(cancellationToken);
            return true;
        }

        return false;
    }

    public abstract void Run(Session session);

    public abstract void Succeed();


    public abstract void Fail(Exception exception);

    protected abstract void Cancel(CancellationToken cancellationToken);
}

internal sealed class PendingWrite<TState, TResult>(TState state, Func<Session, TState, TResult> write, CancellationToken cancellationToken)
    : PendingWrite(cancellationToken)
{
    private readonly TaskCompletionSource<TResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TResult? _result;

    public Task<TResult> Task => _completion.Task;

    public override void Run(Session session) => _result = write(session, state);

    public override void Succeed() => _completion.SetResult(_result!);

    public override void Fail(Exception exception) => _completion.SetException(exception);

    protected override void Cancel(CancellationToken cancellationToken) => _completion.SetCanceled(cancellationToken);
}
