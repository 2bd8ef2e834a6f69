using Azure;
using Azure.Identity;
using Vigil.Storage.Azure.Accounts;
using Xunit;

namespace Vigil.Storage.Tests.Azure;

/// <summary>What is an outage, worth another try, and what is an outcome or a bug.</summary>
public sealed class FailureTests
{
    [Theory]
    [InlineData(0, "", true)]
    [InlineData(400, "InvalidHeaderValue", false)]
    [InlineData(401, "NoAuthenticationInformation", true)]
    [InlineData(403, "AuthorizationPermissionMismatch", true)]
    [InlineData(404, "BlobNotFound", false)]
    [InlineData(404, "MessageNotFound", false)]
    [InlineData(404, "ContainerNotFound", true)]
    [InlineData(404, "QueueNotFound", true)]
    [InlineData(408, "", true)]
    [InlineData(409, "BlobAlreadyExists", false)]
    [InlineData(409, "BlobImmutableDueToPolicy", false)]
    [InlineData(409, "ContainerBeingDeleted", true)]
    [InlineData(412, "ConditionNotMet", false)]
    [InlineData(429, "TooManyRequests", true)]
    [InlineData(500, "OperationTimedOut", true)]
    [InlineData(503, "ServerBusy", true)]
    public void Answers_of_the_service(int status, string code, bool isOutage) =>
        Assert.Equal(isOutage, Failures.IsOutage(new RequestFailedException(status, "words", code, null), CancellationToken.None));

    [Fact]
    public void Broken_connections_time_outs_and_absent_identities_are_outages()
    {
        Assert.True(Failures.IsOutage(new IOException(), CancellationToken.None));
        Assert.True(Failures.IsOutage(new HttpRequestException(), CancellationToken.None));
        Assert.True(Failures.IsOutage(new CredentialUnavailableException("words"), CancellationToken.None));
        Assert.True(Failures.IsOutage(new AggregateException(new RequestFailedException("words"), new IOException()), CancellationToken.None));
        Assert.True(Failures.IsOutage(new TaskCanceledException(), CancellationToken.None));
    }

    [Fact]
    public void A_callers_wish_to_stop_and_bugs_are_none()
    {
        Assert.False(Failures.IsOutage(new OperationCanceledException(), new CancellationToken(canceled: true)));
        Assert.False(Failures.IsOutage(new ArgumentException("words"), CancellationToken.None));
        Assert.False(Failures.IsOutage(new AggregateException(new IOException(), new ArgumentException("words")), CancellationToken.None));
    }

    [Fact]
    public void An_outage_tells_status_and_code_and_a_time_to_come_again()
    {
        var told = Failures.Unavailable(new RequestFailedException(503, "words with a name", "ServerBusy", null));
        Assert.Equal("Storage cannot be used now: 503 ServerBusy", told.Message);
        Assert.Equal(Failures.DefaultRetryAfter, told.RetryAfter);
    }
}
