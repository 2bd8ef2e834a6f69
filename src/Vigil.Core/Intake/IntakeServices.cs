using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Vigil.Core.Intake.Keys;
using Vigil.Core.Ports;
using Vigil.Core.Senders;

namespace Vigil.Core.Intake;

/// <summary>Registration of intake.</summary>
public static class IntakeServices
{
    /// <summary>
    /// Registers <see cref="ReceiveWebhook"/> with what it needs besides storage, a <see cref="ProfileLookup"/>, an <see cref="ITokenValidator"/> and an <see cref="IEd25519"/>; secrets come from the environment unless another
    /// <see cref="ISecretSource"/> is registered. The options are checked when the host starts.
    /// </summary>
    public static IServiceCollection AddIntake(this IServiceCollection services, Action<IntakeOptions> configure)
    {
        services.AddOptions<IntakeOptions>().Configure(configure).ValidateOnStart();
        services.AddSingleton<IValidateOptions<IntakeOptions>, IntakeOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ISecretSource>(_ => new EnvironmentSecretSource(EnvironmentSecretSource.Variables()));
        services.TryAddSingleton(_ => PinnedHttp.Create());
        services.AddSingleton<KeyDocuments>();
        services.AddSingleton<VerificationServices>();
        services.AddSingleton<SenderInstances>();
        services.AddSingleton<ReceiveWebhook>();
        return services;
    }
}
