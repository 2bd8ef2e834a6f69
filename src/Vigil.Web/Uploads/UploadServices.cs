using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Core;
using Vigil.Core.Scanning;
using Vigil.Core.Scanning.Clamd;
using Vigil.Core.Scanning.Inspection;
using Vigil.Core.Scanning.Uploads;

namespace Vigil.Web.Uploads;

/// <summary>Registration of uploads and of their HTTP face.</summary>
internal static class UploadServices
{
    private const int IdBytes = 32;

    public static IServiceCollection AddUploads(this IServiceCollection services, IConfiguration configuration)
    {
        var clamd = configuration.GetSection(ClamdOptions.Section);
        services.AddOptions<ScanningOptions>().Bind(configuration.GetSection(ScanningOptions.Section)).ValidateOnStart();
        services.AddOptions<ClamdOptions>().Bind(clamd).ValidateOnStart();
        services.AddOptions<InspectorOptions>().Bind(configuration.GetSection(InspectorOptions.Section)).ValidateOnStart();
        return services
            .AddScanning(withClamd: !string.IsNullOrEmpty(clamd[nameof(ClamdOptions.Host)]) || !string.IsNullOrEmpty(clamd[nameof(ClamdOptions.Socket)]))
            .AddSingleton<UploadIdSource>(() => DeterministicId.Of("upload", Convert.ToHexString(RandomNumberGenerator.GetBytes(IdBytes))))
            .AddSingleton<UploadEndpoint>();
    }
}
