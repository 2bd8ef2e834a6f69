using Microsoft.Extensions.Logging;
using Vigil.Core.Intake.Keys;
using Vigil.Core.Ports;
using Vigil.Core.Senders;
using Vigil.Core.Telemetry;

namespace Vigil.Core.Intake;

/// <content>What operators are told of a delivery.</content>
public sealed partial class ReceiveWebhook
{
    private const int MaxLoggedIdLength = 64;

    private void Report(Delivery delivery, SenderInstance instance, SenderProfile profile, IntakeOutcome outcome, TimeSpan duration)
    {
        var label = outcome switch
        {
            IntakeOutcome.Accepted => "accepted",
            IntakeOutcome.Duplicate => "duplicate",
            IntakeOutcome.Handshake => "handshake",
            IntakeOutcome.RetryLater later => later.Reason.Name(),
            IntakeOutcome.Rejected rejected => rejected.Reason.Name(),
            _ => throw new InvalidOperationException($"No label for {outcome.GetType().Name}."),
        };
        VigilTelemetry.RecordDelivery(instance.Name, label, duration);
        switch (outcome)
        {
            case IntakeOutcome.Accepted accepted when _logger.IsEnabled(LogLevel.Information):
                Log.Taken(_logger, instance.Name, label, accepted.AlertId, LoggedId(delivery, profile));
                break;
            case IntakeOutcome.Duplicate duplicate when _logger.IsEnabled(LogLevel.Information):
                Log.Taken(_logger, instance.Name, label, duplicate.AlertId, LoggedId(delivery, profile));
                break;
            case IntakeOutcome.Rejected { Reason: Reason.SecretMissing or Reason.SecretTooShort or Reason.SecretMalformed }:
                Log.Unusable(_logger, instance.Name, label, instance.SecretName);
                break;
            case IntakeOutcome.Rejected { Reason: Reason.TrustMissing or Reason.SecretInUrlNotAllowed }:
                Log.Distrusted(_logger, instance.Name, label);
                break;
            case IntakeOutcome.RetryLater { Reason: Reason.KeysUnavailable or Reason.HandshakeFailed }:
                Log.OutOfReach(_logger, instance.Name, label);
                break;
            case IntakeOutcome.RetryLater { Reason: Reason.RateLimited }:
                Log.Limited(_logger, instance.Name, label);
                break;
            case IntakeOutcome.Handshake or IntakeOutcome.Rejected or IntakeOutcome.RetryLater:
                Log.NotTaken(_logger, instance.Name, label);
                break;
        }
    }

    private void WarnOfDevelopment(SenderInstance instance, IReadOnlyList<Secret> secrets)
    {
        for (var i = 0; i < secrets.Count; i++)
        {
            if (DevelopmentAuthority.IsOne(secrets[i]) && _warned.TryAdd(instance.Name, true))
            {
                Log.Development(_logger, instance.Name, secrets[i].Version);
            }
        }
    }

    /// <summary>The sender's own id, for searching. Nobody signed it: what is not plain is not logged.</summary>
    private static string? LoggedId(Delivery delivery, SenderProfile profile) =>
        profile.Delivery.DeliveryIdHeader is { } header
        && delivery.Headers.Read(header, out var id) == 1
        && id!.Length <= MaxLoggedIdLength
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? id
            : null;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Delivery of {Instance} {Outcome} as alert {AlertId} (sender's id {DeliveryId})")]
        public static partial void Taken(ILogger logger, string instance, string outcome, string alertId, string? deliveryId);

        [LoggerMessage(2, LogLevel.Information, "Delivery of {Instance} not stored: {Outcome}")]
        public static partial void NotTaken(ILogger logger, string instance, string outcome);

        /// <summary>Whoever sends too much must not fill the log as well.</summary>
        [LoggerMessage(3, LogLevel.Debug, "Delivery of {Instance} put off: {Outcome}")]
        public static partial void Limited(ILogger logger, string instance, string outcome);

        [LoggerMessage(4, LogLevel.Warning, "Every delivery of {Instance} is refused: {Outcome}; give it a secret of 16 bytes or more under {SecretName}")]
        public static partial void Unusable(ILogger logger, string instance, string outcome, string secretName);

        [LoggerMessage(6, LogLevel.Warning, "Every delivery of {Instance} is refused: {Outcome}; set Trust of the instance (audience, tenant, topics, secretInUrl)")]
        public static partial void Distrusted(ILogger logger, string instance, string outcome);

        [LoggerMessage(7, LogLevel.Warning, "Delivery of {Instance} put off: {Outcome}; the sender's keys or its confirmation cannot be had, or a certificate's private key is missing")]
        public static partial void OutOfReach(ILogger logger, string instance, string outcome);

        [LoggerMessage(8, LogLevel.Warning, "{Instance} believes a development authority (secret {Version}): who has its key can sign as this sender")]
        public static partial void Development(ILogger logger, string instance, string version);

        [LoggerMessage(5, LogLevel.Warning, "Delivery of {Instance} not stored: storage is unavailable")]
        public static partial void Unavailable(ILogger logger, string instance, Exception exception);
    }
}
