using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Vigil.Core.Intake.Bodies;
using Vigil.Core.Intake.Keys;
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
    private readonly VerificationServices _services;
    private readonly ConcurrentDictionary<string, bool> _warned = new();
    private readonly IntakeOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public ReceiveWebhook(
        SenderInstances instances,
        ISecretSource secrets,
        IClaimCheck claims,
        IBlobStore blobs,
        IMessageQueues queues,
        VerificationServices services,
        IOptions<IntakeOptions> options,
        TimeProvider time,
        ILogger<ReceiveWebhook> logger)
    {
        (_instances, _secrets, _services, _options, _time, _logger) = (instances, secrets, services, options.Value, time, logger);
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

        delivery.Headers.Read("traceparent", out var traceParent);
        using var activity = VigilTelemetry.StartDelivery(instance.Name, traceParent);
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
        if (delivery.Method != DeliveryForm.Method && !profile.Handshakes.Challenges.Any(c => c.Method == delivery.Method))
        {
            return new IntakeOutcome.Rejected(profile.Answers, Reason.MethodNotAllowed);
        }

        var wait = _rate.Take(instance, delivery.Source);
        if (wait > TimeSpan.Zero)
        {
            return new IntakeOutcome.RetryLater(profile.Answers, wait, Reason.RateLimited);
        }

        var secrets = await _secrets.GetAsync(instance.SecretName, cancellationToken);
        WarnOfDevelopment(instance, secrets);
        var reason = CheckInstance(instance, profile, secrets, delivery);
        if (reason != Reason.None)
        {
            return new IntakeOutcome.Rejected(profile.Answers, reason);
        }

        return AnswerChallenge(delivery, profile)
            ?? await CheckPostAsync(new VerificationRequest(instance, secrets, delivery, _time.GetUtcNow(), _services), profile, cancellationToken);
    }

    private async ValueTask<IntakeOutcome> CheckPostAsync(VerificationRequest request, SenderProfile profile, CancellationToken cancellationToken)
    {
        var isLines = false;
        var reason = request.Delivery.Method == DeliveryForm.Method ? Reason.None : Reason.MethodNotAllowed;
        reason = reason == Reason.None ? DeliveryForm.Check(request.Delivery, profile.Delivery, out isLines) : reason;
        reason = reason == Reason.None ? profile.Verification.CheckHead(request) : reason;
        if (reason != Reason.None)
        {
            return new IntakeOutcome.Rejected(profile.Answers, reason);
        }

        return await _pressure.IsTooHighAsync(cancellationToken)
            ? new IntakeOutcome.RetryLater(profile.Answers, _options.BackPressureRetryAfter, Reason.BackPressure)
            : await CheckBodyAsync(request, profile, isLines, cancellationToken);
    }

    private async ValueTask<IntakeOutcome> CheckBodyAsync(
        VerificationRequest request, SenderProfile profile, bool isLines, CancellationToken cancellationToken)
    {
        var rules = profile.Delivery;
        using var body = await PooledBody.ReadAsync(
            request.Delivery.Body, request.Delivery.ContentLength, rules.MaxBodyBytes, _bodies, cancellationToken);
        if (body.Reason != Reason.None)
        {
            return Refused(profile, body.Reason);
        }

        // A slow body must not make its own timestamp look fresh.
        request = request with { Now = _time.GetUtcNow() };
        var verification = await profile.Verification.VerifyAsync(request, body.Content, cancellationToken);
        if (!verification.IsAuthentic)
        {
            return verification.Reason == Reason.KeysUnavailable
                ? new IntakeOutcome.RetryLater(profile.Answers, KeyDocuments.FailureFor, Reason.KeysUnavailable)
                : new IntakeOutcome.Rejected(profile.Answers, verification.Reason);
        }

        using var unpacked = DeliveryForm.IsCompressed(request.Delivery) ? await body.UnpackAsync(rules.MaxBodyBytes, cancellationToken) : null;
        if (unpacked is { Reason: not Reason.None })
        {
            return Refused(profile, unpacked.Reason);
        }

        var content = verification.Content ?? (unpacked ?? body).Content;
        if (DeliveryForm.IsForm(request.Delivery))
        {
            content = FormPayload.Read(content.Span);
        }

        if (await ShakeHandsAsync(request, profile, verification, content, cancellationToken) is { } handshake)
        {
            return handshake;
        }

        var reason = CheckForm(content.Span, isLines, rules);
        if (reason != Reason.None)
        {
            return new IntakeOutcome.Rejected(profile.Answers, reason);
        }

        // Senders hang up early and some never come again: what is authentic is kept all the same.
        var alert = await _alerts.StoreAsync(
            new AuthenticDelivery(request.Instance, profile, verification, request.Headers, content, request.Now), CancellationToken.None);
        return alert.IsDuplicate
            ? new IntakeOutcome.Duplicate(profile.Answers, alert.AlertId)
            : new IntakeOutcome.Accepted(profile.Answers, alert.AlertId);
    }

    private IntakeOutcome Refused(SenderProfile profile, Reason reason) => reason == Reason.BackPressure
        ? new IntakeOutcome.RetryLater(profile.Answers, _options.BackPressureRetryAfter, Reason.BackPressure)
        : new IntakeOutcome.Rejected(profile.Answers, reason);

    private Reason CheckForm(ReadOnlySpan<byte> content, bool isLines, DeliveryRules rules)
    {
        var reason = JsonForm.Check(content, isLines, rules.MaxJsonDepth, _options.MaxJsonTokens);
        return reason == Reason.JsonMalformed && rules.Lines && !isLines
            ? JsonForm.Check(content, isLines: true, rules.MaxJsonDepth, _options.MaxJsonTokens)
            : reason;
    }

    private static IntakeOutcome.Handshake? AnswerChallenge(Delivery delivery, SenderProfile profile)
    {
        foreach (var challenge in profile.Handshakes.Challenges)
        {
            if (challenge.Method == delivery.Method && challenge.Answer(delivery) is { } answer)
            {
                return new IntakeOutcome.Handshake(profile.Answers, answer);
            }
        }

        return null;
    }

    private async ValueTask<IntakeOutcome?> ShakeHandsAsync(
        VerificationRequest request, SenderProfile profile, VerificationResult verification, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        foreach (var handshake in profile.Handshakes.Verified)
        {
            if (await handshake.AnswerAsync(request, verification, body, cancellationToken) is { } answer)
            {
                return answer.Failure switch
                {
                    Reason.None => new IntakeOutcome.Handshake(profile.Answers, answer),
                    Reason.HandshakeFailed => new IntakeOutcome.RetryLater(profile.Answers, _options.BackPressureRetryAfter, answer.Failure),
                    _ => new IntakeOutcome.Rejected(profile.Answers, answer.Failure),
                };
            }
        }

        return null;
    }

    /// <summary>Whether the instance is set up, and takes anything from this address.</summary>
    private static Reason CheckInstance(SenderInstance instance, SenderProfile profile, IReadOnlyList<Secret> secrets, Delivery delivery)
    {
        if (secrets.Count == 0 && !instance.IsConfigured)
        {
            return Reason.UnknownInstance;
        }

        return instance.Sources.Allow(delivery.Source) ? profile.Verification.CheckSetup(instance, secrets) : Reason.SourceNotAllowed;
    }
}
