using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vigil.Core.Intake.Bodies;
using Vigil.Core.Intake.Limits;
using Vigil.Core.Intake.Storing;
using Vigil.Core.Ports;
using Vigil.Core.Senders;
using Vigil.Core.Telemetry;

namespace Vigil.Core.Intake;

/// <summary>
/// Takes a sender's delivery: cheapest checks first, verification on the raw bytes before anything parses them, and the alert stored and queued before
/// the answer. A refusal stores nothing and queues nothing.
/// </summary>
public sealed partial class ReceiveWebhook
{
    private const string UnknownSender = "unknown";

    private readonly SenderInstances _instances;
    private readonly ISecretSource _secrets;
    private readonly DeliveryRate _rate;
    private readonly QueuePressure _pressure;
    private readonly AlertStore _alerts;
    private readonly BodyBudget _bodies;
    private readonly IntakeOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public ReceiveWebhook(
        SenderInstances instances,
        ISecretSource secrets,
        IClaimCheck claims,
        IBlobStore blobs,
        IMessageQueues queues,
        IOptions<IntakeOptions> options,
        TimeProvider time,
        ILogger<ReceiveWebhook> logger)
    {
        (_instances, _secrets, _options, _time, _logger) = (instances, secrets, options.Value, time, logger);
        _rate = new DeliveryRate(options, time);
        _pressure = new QueuePressure(queues, options, time);
        _bodies = new BodyBudget(_options.MaxBufferedBytes);
        _alerts = new AlertStore(claims, blobs, queues, options);
    }

    /// <summary>Takes one delivery. Cancellation counts while the body comes in; an authentic alert is stored even when its sender has hung up.</summary>
    public async ValueTask<IntakeOutcome> HandleAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        if (_instances.Find(delivery.Instance) is not var (instance, profile))
        {
            VigilTelemetry.RecordDelivery(UnknownSender, Reason.UnknownInstance.Name(), _time.GetElapsedTime(started));
            return IntakeOutcome.Unknown(Reason.UnknownInstance);
        }

        using var activity = VigilTelemetry.StartDelivery(instance.Name);
        var outcome = await TakeAsync(delivery, instance, profile, cancellationToken);
        Report(delivery, instance, profile, outcome, _time.GetElapsedTime(started));
        return outcome;
    }

    private async ValueTask<IntakeOutcome> TakeAsync(
        Delivery delivery, SenderInstance instance, SenderProfile profile, CancellationToken cancellationToken)
    {
        try
        {
            return await CheckHeadAsync(delivery, instance, profile, cancellationToken);
        }
        catch (StorageUnavailableException exception)
        {
            Log.Unavailable(_logger, instance.Name, exception);
            return new IntakeOutcome.RetryLater(profile.Answers, exception.RetryAfter, Reason.StorageUnavailable);
        }
    }

    private async ValueTask<IntakeOutcome> CheckHeadAsync(
        Delivery delivery, SenderInstance instance, SenderProfile profile, CancellationToken cancellationToken)
    {
        if (delivery.Method != DeliveryForm.Method)
        {
            return new IntakeOutcome.Rejected(profile.Answers, Reason.MethodNotAllowed);
        }

        var wait = _rate.Take(instance, delivery.Source);
        if (wait > TimeSpan.Zero)
        {
            return new IntakeOutcome.RetryLater(profile.Answers, wait, Reason.RateLimited);
        }

        var secrets = await _secrets.GetAsync(instance.SecretName, cancellationToken);
        var isLines = false;
        var reason = CheckSecrets(instance, profile, secrets);
        reason = reason == Reason.None ? DeliveryForm.Check(delivery, profile.Delivery, out isLines) : reason;
        reason = reason == Reason.None ? profile.Verification.CheckHeaders(delivery.Headers) : reason;
        if (reason != Reason.None)
        {
            return new IntakeOutcome.Rejected(profile.Answers, reason);
        }

        return await _pressure.IsTooHighAsync(cancellationToken)
            ? new IntakeOutcome.RetryLater(profile.Answers, _options.BackPressureRetryAfter, Reason.BackPressure)
            : await CheckBodyAsync(delivery, instance, profile, secrets, isLines, cancellationToken);
    }

    private async ValueTask<IntakeOutcome> CheckBodyAsync(
        Delivery delivery, SenderInstance instance, SenderProfile profile, IReadOnlyList<Secret> secrets, bool isLines, CancellationToken cancellationToken)
    {
        var rules = profile.Delivery;
        using var body = await PooledBody.ReadAsync(delivery.Body, delivery.ContentLength, rules.MaxBodyBytes, _bodies, cancellationToken);
        if (body.Reason != Reason.None)
        {
            return body.Reason == Reason.BackPressure
                ? new IntakeOutcome.RetryLater(profile.Answers, _options.BackPressureRetryAfter, Reason.BackPressure)
                : new IntakeOutcome.Rejected(profile.Answers, body.Reason);
        }

        var now = _time.GetUtcNow();
        var verification = profile.Verification.Verify(delivery.Headers, body.Content.Span, secrets, now);
        if (!verification.IsAuthentic)
        {
            return new IntakeOutcome.Rejected(profile.Answers, verification.Reason);
        }

        foreach (var handshake in profile.Handshakes)
        {
            if (handshake.Answer(delivery.Headers, body.Content.Span) is { } answer)
            {
                return new IntakeOutcome.Handshake(profile.Answers, answer);
            }
        }

        var reason = JsonForm.Check(body.Content.Span, isLines, rules.MaxJsonDepth, _options.MaxJsonTokens);
        if (reason != Reason.None)
        {
            return new IntakeOutcome.Rejected(profile.Answers, reason);
        }

        // Senders hang up early and some never come again: what is authentic is kept all the same.
        var alert = await _alerts.StoreAsync(
            new AuthenticDelivery(instance, profile, verification, delivery.Headers, body.Content, now), CancellationToken.None);
        return alert.IsDuplicate
            ? new IntakeOutcome.Duplicate(profile.Answers, alert.AlertId)
            : new IntakeOutcome.Accepted(profile.Answers, alert.AlertId);
    }

    /// <summary>One usable secret is enough: a bad one beside it must not stop a rotation.</summary>
    private static Reason CheckSecrets(SenderInstance instance, SenderProfile profile, IReadOnlyList<Secret> secrets)
    {
        var reason = instance.IsConfigured ? Reason.SecretMissing : Reason.UnknownInstance;
        for (var i = 0; i < secrets.Count; i++)
        {
            reason = profile.Verification.CheckSecret(secrets[i]);
            if (reason == Reason.None)
            {
                break;
            }
        }

        return reason;
    }
}
